//! The command line: what can be asked of the program.

mod callers;
mod console;
mod demo;
mod healthcheck;
mod migrate;
mod partner;
mod pinned;
mod process;
mod secret;
mod serve;
mod sidecar;
mod signals;
mod top_app;

use std::{error::Error, ffi::OsString, process::ExitCode};

use clap::{
    CommandFactory as _, FromArgMatches as _, Parser, Subcommand, error::ErrorKind,
    parser::ValueSource,
};

pub use console::fail;

use self::sidecar::SidecarCli;
use crate::config::{
    Config, LogConfig,
    source::{self, SourceConfig, SourceError},
};

/// What was asked of the program.
#[derive(Debug)]
pub enum Program {
    /// Something with settings of the gateway itself.
    Gateway(Box<Cli>),
    /// The sidecar, which has settings of its own.
    Sidecar(Box<SidecarCli>),
}

impl Program {
    /// Reads the arguments, the environment and the file of settings.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, UsageError> {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        match SidecarCli::read(&arguments) {
            Some(sidecar) => Ok(Self::Sidecar(Box::new(sidecar?))),
            None => Ok(Self::Gateway(Box::new(Cli::read(&arguments)?))),
        }
    }

    /// How to log.
    #[must_use]
    pub fn log(&self) -> &LogConfig {
        match self {
            Self::Gateway(cli) => &cli.config.log,
            Self::Sidecar(cli) => &cli.config.log,
        }
    }

    /// Does what was asked.
    pub async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        match self {
            Self::Gateway(cli) => cli.run().await,
            Self::Sidecar(cli) => sidecar::run(&cli.config).await,
        }
    }
}

/// The one place where every refund signal lands: durably, once, and visibly
///
/// Every setting is a flag, an environment variable and a key of the TOML file
/// given by --config. A flag goes before the environment, the environment
/// before the file, the file before the default.
#[derive(Debug, Parser)]
#[command(name = "refund-gateway", version)]
pub struct Cli {
    #[command(subcommand)]
    task: Option<Task>,
    #[command(flatten)]
    source: SourceConfig,
    #[command(flatten)]
    config: Config,
}

/// What to do; `serve` when nothing is said.
#[derive(Debug, Default, Subcommand)]
enum Task {
    /// Serve gRPC and HTTP until told to stop (the default)
    #[default]
    Serve,
    /// Answer legacy partners on behalf of a server elsewhere; has settings of
    /// its own, see `refund-gateway sidecar --help`
    Sidecar,
    /// Bring the database's schema up to date, and end
    Migrate,
    /// Play every refund flow on a fresh database, step by step
    Demo,
    /// Say who may call with HAWK signatures
    #[command(subcommand)]
    Partner(partner::PartnerTask),
    /// Say who may call with TOP signatures
    #[command(subcommand)]
    TopApp(top_app::TopAppTask),
    /// Ask the server at --grpc-listen whether it serves; ends with 0 if so
    Healthcheck,
}

/// The command line cannot be understood.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// An argument or an environment variable is wrong, or help was asked for.
    #[error(transparent)]
    Arguments(#[from] clap::Error),
    /// The file of settings is wrong.
    #[error(transparent)]
    Source(#[from] SourceError),
}

impl Cli {
    fn read(arguments: &[OsString]) -> Result<Self, UsageError> {
        let command = source::with_environment(Self::command());
        let mut command = source::with_file(command, arguments)?;
        let matches = command.try_get_matches_from_mut(arguments)?;
        let mut cli = Self::from_arg_matches(&matches)?;
        if matches!(cli.task, Some(Task::Sidecar)) {
            let problem = "`sidecar` has settings of its own and comes before all of them";
            return Err(command.error(ErrorKind::ArgumentConflict, problem).into());
        }
        let is_default = matches.value_source("log-filter") == Some(ValueSource::DefaultValue);
        if matches!(cli.task, Some(Task::Demo)) && is_default {
            demo::LOG_FILTER.clone_into(&mut cli.config.log.filter);
        }
        Ok(cli)
    }

    async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let config = self.config;
        match self.task.unwrap_or_default() {
            // The sidecar was turned away when the arguments were read.
            Task::Serve | Task::Sidecar => serve::run(&config).await,
            Task::Demo => demo::run().await,
            Task::Partner(task) => partner::run(task, &config).await,
            Task::TopApp(task) => top_app::run(task, &config).await,
            Task::Migrate => migrate::run(&config).await,
            Task::Healthcheck => healthcheck::run(&config).await,
        }
    }
}
