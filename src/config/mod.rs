//! The settings: one description of each, in clap, serves the flag, the
//! environment variable, the key of the TOML file, the default and `--help`.
//!
//! A flag goes before the environment, the environment before the file, the
//! file before the default. `--grpc-listen`, `REFUND_GATEWAY_GRPC_LISTEN` and
//! `grpc-listen = "…"` are the same setting; [`source`] derives the latter two
//! from the first.

mod database;
mod engine;
mod grpc;
mod http;
mod legacy;
mod log;
mod partners;
mod process;
mod rules;
mod security;
mod sidecar;
pub mod source;
mod trace;
mod url;

pub use database::DatabaseConfig;
pub use engine::EngineConfig;
pub use grpc::GrpcConfig;
pub use http::HttpConfig;
pub use legacy::LegacyConfig;
pub use log::{LogConfig, LogFormat};
pub use partners::PartnersConfig;
pub use process::ProcessConfig;
pub use rules::RulesConfig;
pub use security::SecurityConfig;
pub use sidecar::{SidecarConfig, UpstreamConfig};
pub use trace::TraceConfig;
pub use url::{Backend, DatabaseUrl};

use std::thread::available_parallelism;

use clap::{Args, FromArgMatches as _};

/// More lanes only make smaller batches.
const LANES_MAX: usize = 4;

/// Everything that can be set.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Where data is kept.
    #[command(flatten)]
    pub database: DatabaseConfig,
    /// How the gRPC server listens, and its bounds.
    #[command(flatten)]
    pub grpc: GrpcConfig,
    /// How the HTTP server listens.
    #[command(flatten)]
    pub http: HttpConfig,
    /// How legacy partners are answered.
    #[command(flatten)]
    pub legacy: LegacyConfig,
    /// Who may call, and over what.
    #[command(flatten)]
    pub security: SecurityConfig,
    /// Who may call from outside.
    #[command(flatten)]
    pub partners: PartnersConfig,
    /// How commands are batched, and how what is pending is recovered.
    #[command(flatten)]
    pub engine: EngineConfig,
    /// What the documents leave open.
    #[command(flatten)]
    pub rules: RulesConfig,
    /// What is logged, and how.
    #[command(flatten)]
    pub log: LogConfig,
    /// Where spans go.
    #[command(flatten)]
    pub trace: TraceConfig,
    /// How the process ends.
    #[command(flatten)]
    pub process: ProcessConfig,
}

/// A setting that does not fit the others.
#[derive(Debug, thiserror::Error)]
#[error("setting --{setting}: {problem}")]
pub struct ConfigError {
    /// The setting, spelled as its flag without the dashes.
    pub setting: &'static str,
    /// What is wrong, and what to do about it.
    pub problem: String,
}

impl ConfigError {
    /// Says what is wrong with `setting`.
    pub fn new(setting: &'static str, problem: impl Into<String>) -> Self {
        Self {
            setting,
            problem: problem.into(),
        }
    }
}

impl Config {
    /// Checks what one setting demands of the others. The server starts with
    /// this, before it opens or binds anything.
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.database.validate()?;
        self.trace.validate()?;
        self.engine.validate(self.database.url.backend()?)?;
        self.security.validate(self.grpc.listen)
    }

    /// How many lanes the engine runs: SQLite has a single writer, and more than
    /// four lanes have not made PostgreSQL faster. With fewer, batches are larger
    /// and cost less, as long as the processors have enough to do.
    pub fn lanes(&self) -> Result<usize, ConfigError> {
        let default = match self.database.url.backend()? {
            Backend::Postgres => {
                available_parallelism().map_or(LANES_MAX, |count| (count.get() + 1).min(LANES_MAX))
            }
            Backend::Sqlite => 1,
        };
        Ok(self.engine.lanes.unwrap_or(default))
    }
}

impl Default for Config {
    /// The defaults alone, whatever the environment says.
    #[expect(
        clippy::expect_used,
        reason = "the defaults are constants, and a test parses them"
    )]
    fn default() -> Self {
        let command = Self::augment_args(clap::Command::new("defaults"));
        command
            .try_get_matches_from(["defaults"])
            .and_then(|matches| Self::from_arg_matches(&matches))
            .expect("every setting has a valid default")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_valid() {
        let config = Config::default();
        config.validate().unwrap();
        assert_eq!(config.lanes().unwrap(), 1);
        assert_eq!(config.grpc.listen.to_string(), "127.0.0.1:50051");
    }

    #[test]
    fn postgres_gets_several_lanes_unless_told_otherwise() {
        let mut config = Config::default();
        config.database.url = "postgres://localhost/refunds".into();
        assert!((2..=LANES_MAX).contains(&config.lanes().unwrap()));
        config.engine.lanes = Some(7);
        config.validate().unwrap();
        assert_eq!(config.lanes().unwrap(), 7);
    }

    #[test]
    fn sqlite_refuses_more_than_one_lane() {
        let mut config = Config::default();
        config.engine.lanes = Some(2);
        let error = config.validate().unwrap_err();
        assert_eq!(error.setting, "lanes");
    }
}
