//! The log of the process: what is written, in which form, and where to.
//!
//! Names of fields are dotted and follow OpenTelemetry's conventions where it
//! has one; a measured value has its unit at the end of its name. Everything
//! that belongs to a call stands in a span with its `trace_id`. Bodies, tokens
//! and passwords are never logged.

mod json;

use std::{
    env,
    io::{self, BufWriter, IsTerminal as _},
};

use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

use crate::config::{ConfigError, LogConfig, LogFormat};

/// Writes the log to standard error from now on. Standard output belongs to
/// what the user asked for.
///
/// Lines are written by a thread of their own, many at once where there are
/// many, and none is left out. The rest is written when what is returned is
/// dropped.
///
/// Does nothing where a log is set up already, as in tests that share a
/// process.
pub fn install(config: &LogConfig) -> Result<WorkerGuard, ConfigError> {
    let filter = EnvFilter::try_new(&config.filter)
        .map_err(|error| ConfigError::new("log-filter", error.to_string()))?;
    let is_terminal = io::stderr().is_terminal();
    let (writer, guard) = NonBlockingBuilder::default()
        .lossy(false)
        .thread_name("log")
        .finish(BufWriter::new(io::stderr()));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer);
    let as_json = match config.format {
        LogFormat::Auto => !is_terminal,
        LogFormat::Text => false,
        LogFormat::Json => true,
    };
    let installed = if as_json {
        let log = log.fmt_fields(json::Members).event_format(json::Lines);
        log.try_init()
    } else {
        log.with_ansi(is_terminal && wants_color()).try_init()
    };
    if installed.is_err() {
        tracing::debug!("a log is set up already");
    }
    Ok(guard)
}

/// See no-color.org.
fn wants_color() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
