//! How the process ends.

use std::time::Duration;

use clap::Args;

use super::engine::positive_duration;

/// How the process ends.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Process")]
pub struct ProcessConfig {
    /// Longest time from the signal to stop to the end of the process
    ///
    /// A little below the 30 seconds after which Kubernetes kills. A second
    /// signal ends the process at once.
    #[arg(long, value_name = "DURATION", value_parser = positive_duration, default_value = "25s")]
    pub shutdown_timeout: Duration,
}
