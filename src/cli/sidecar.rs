//! `refund-gateway sidecar`: answers legacy partners on behalf of a server
//! elsewhere, until told to stop.
//!
//! It has settings of its own, so it reads its arguments by itself: no
//! database, no engine and no gRPC server are to be set.

use std::{error::Error, ffi::OsString, process::ExitCode};

use clap::{CommandFactory as _, FromArgMatches as _, Parser};

use super::{UsageError, console::say, process::until_told, signals::Signals};
use crate::{
    config::{
        SidecarConfig,
        source::{self, SourceConfig},
    },
    sidecar::Sidecar,
};

/// What the subcommand is called.
const NAME: &str = "sidecar";

/// Answer legacy partners on behalf of a server elsewhere
///
/// Every setting is a flag, an environment variable and a key of the TOML file
/// given by --config. A flag goes before the environment, the environment
/// before the file, the file before the default.
#[derive(Debug, Parser)]
#[command(name = "refund-gateway sidecar", version)]
pub struct SidecarCli {
    #[command(flatten)]
    source: SourceConfig,
    /// The settings.
    #[command(flatten)]
    pub(super) config: SidecarConfig,
}

impl SidecarCli {
    /// Reads the arguments behind the name of the subcommand, if it is the one
    /// that is called.
    pub(super) fn read(arguments: &[OsString]) -> Option<Result<Self, UsageError>> {
        let (_program, rest) = arguments.split_first()?;
        let (flags, help): (_, &[&str]) = match rest {
            [first, flags @ ..] if first == NAME => (flags, &[]),
            [help, first, flags @ ..] if help == "help" && first == NAME => (flags, &["--help"]),
            _ => return None,
        };
        let named = ["refund-gateway sidecar"]
            .into_iter()
            .chain(help.iter().copied());
        let arguments = named.map(OsString::from).chain(flags.iter().cloned());
        Some(Self::parse_all(&arguments.collect::<Vec<_>>()))
    }

    fn parse_all(arguments: &[OsString]) -> Result<Self, UsageError> {
        let command = source::with_environment(Self::command());
        let command = source::with_file(command, arguments)?;
        let matches = command.try_get_matches_from(arguments)?;
        Ok(Self::from_arg_matches(&matches)?)
    }
}

pub(super) async fn run(config: &SidecarConfig) -> Result<ExitCode, Box<dyn Error>> {
    let mut signals = Signals::listen()?;
    let sidecar = tokio::select! {
        sidecar = Sidecar::start(config) => sidecar?,
        signal = signals.next() => return Ok(signal.exit_code()),
    };
    let (http, upstream) = (sidecar.http_address(), &config.upstream.url);
    say(&format!(
        "refund-gateway {version} sidecar is serving\n\
         \x20 HTTP      http://{http}/metrics, /healthz, /readyz\n\
         \x20 upstream  {upstream}",
        version = env!("CARGO_PKG_VERSION"),
    ));
    tracing::info!(
        server.http.address = %http,
        upstream.url = %upstream,
        "serving HTTP on {http} for {upstream}",
    );
    until_told(sidecar, signals).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Option<Result<SidecarCli, UsageError>> {
        let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
        SidecarCli::read(&arguments)
    }

    fn refusal(arguments: &[&str]) -> String {
        read(arguments).unwrap().unwrap_err().to_string()
    }

    #[test]
    fn it_takes_its_own_settings_and_no_others() {
        let flags = [
            "g",
            "sidecar",
            "--upstream",
            "http://h",
            "--legacy-locale=en",
        ];
        let cli = read(&flags).unwrap().unwrap();
        assert_eq!(cli.config.upstream.url, "http://h");

        let database = ["g", "sidecar", "--upstream", "http://h", "--lanes", "1"];
        assert!(refusal(&database).contains("--lanes"));
        assert!(refusal(&["g", "sidecar"]).contains("--upstream"));
    }

    #[test]
    fn other_tasks_are_not_its_business() {
        assert!(read(&["g"]).is_none());
        assert!(read(&["g", "serve"]).is_none());
        assert!(read(&["g", "--config", "sidecar"]).is_none());
    }

    #[test]
    fn its_help_is_its_own() {
        for arguments in [["g", "sidecar", "--help"], ["g", "help", "sidecar"]] {
            let help = refusal(&arguments);
            assert!(help.contains("REFUND_GATEWAY_UPSTREAM"), "{help}");
            assert!(!help.contains("--database-url"), "{help}");
        }
    }
}
