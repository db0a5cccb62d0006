//! What is logged, and how.

use clap::{Args, ValueEnum};

/// What is logged, and how. Logs go to standard error.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Logs")]
pub struct LogConfig {
    /// Form of the log
    #[arg(
        id = "log-format",
        long = "log-format",
        value_name = "FORMAT",
        value_enum,
        default_value_t = LogFormat::Auto
    )]
    pub format: LogFormat,

    /// What is logged, as `tracing-subscriber` spells it: `info`,
    /// `refund_gateway=debug,h2=warn`
    ///
    /// At `info` there is one line per call and per HTTP request;
    /// `info,rpc=off,http=off` does without them.
    #[arg(
        id = "log-filter",
        long = "log-filter",
        value_name = "FILTER",
        default_value = "info"
    )]
    pub filter: String,
}

/// Form of the log.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum LogFormat {
    /// Text on a terminal, JSON otherwise
    Auto,
    /// Lines for people
    Text,
    /// An object per line, for machines
    Json,
}
