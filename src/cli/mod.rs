//! The command line: what can be asked of the program.

mod console;
mod demo;
mod healthcheck;
mod migrate;
mod pinned;
mod serve;
mod signals;

use std::{error::Error, ffi::OsString, process::ExitCode};

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, parser::ValueSource};

pub use console::fail;

use crate::config::{
    Config,
    source::{self, SourceConfig, SourceError},
};

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
    /// The settings.
    #[command(flatten)]
    pub config: Config,
}

/// What to do; `serve` when nothing is said.
#[derive(Debug, Default, Subcommand)]
enum Task {
    /// Serve gRPC and HTTP until told to stop (the default)
    #[default]
    Serve,
    /// Bring the database's schema up to date, and end
    Migrate,
    /// Play every refund flow on a fresh database, step by step
    Demo,
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
    /// Reads the arguments, the environment and the file of settings.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, UsageError> {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        let command = source::with_environment(Self::command());
        let command = source::with_file(command, &arguments)?;
        let matches = command.try_get_matches_from(&arguments)?;
        let mut cli = Self::from_arg_matches(&matches)?;
        let is_default = matches.value_source("log-filter") == Some(ValueSource::DefaultValue);
        if matches!(cli.task, Some(Task::Demo)) && is_default {
            demo::LOG_FILTER.clone_into(&mut cli.config.log.filter);
        }
        Ok(cli)
    }

    /// Does what was asked.
    pub async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let config = self.config;
        match self.task.unwrap_or_default() {
            Task::Serve => serve::run(&config).await,
            Task::Demo => demo::run().await,
            Task::Migrate => migrate::run(&config).await,
            Task::Healthcheck => healthcheck::run(&config).await,
        }
    }
}
