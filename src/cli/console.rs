//! What the program says to the person who started it. The log is something
//! else and goes its own way.

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
};

use super::UsageError;

/// Says `text` on standard output. Whether anybody reads it makes no difference
/// to the program.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{text}");
}

/// Tells an error in one line on standard error, and the exit code it calls
/// for. Help that was asked for comes this way as well.
pub fn fail(error: &(dyn Error + 'static)) -> ExitCode {
    if let Some(UsageError::Arguments(error)) = error.downcast_ref() {
        let _ = error.print();
        return u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from);
    }
    let _ = writeln!(io::stderr().lock(), "error: {}", one_line(error));
    ExitCode::FAILURE
}

/// The error and its causes, each once: some errors repeat their cause.
fn one_line(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !line.contains(&text) {
            line = format!("{line}: {text}");
        }
        cause = error.source();
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("outer")]
    struct Outer(#[source] Inner);

    #[derive(Debug, thiserror::Error)]
    #[error("inner:\n  detail")]
    struct Inner(#[source] Root);

    #[derive(Debug, thiserror::Error)]
    #[error("detail")]
    struct Root;

    #[test]
    fn an_error_is_one_line_with_each_cause_once() {
        assert_eq!(one_line(&Outer(Inner(Root))), "outer: inner: detail");
    }
}
