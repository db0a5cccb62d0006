//! Where settings come from beside the flags: the environment and a TOML file.
//!
//! Both are derived from the flags of a clap command. A value of the file
//! becomes the default of its flag, so that clap alone decides what is valid
//! and what goes before what.

use std::{
    any::TypeId,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use clap::{Arg, Args, Command};
use toml::{Table, Value};

/// Name of the program, and the beginning of every environment variable.
const PREFIX: &str = "REFUND_GATEWAY_";

/// Which file to read settings from.
#[derive(Args, Clone, Debug)]
pub struct SourceConfig {
    /// TOML file of settings: each key is the name of a flag without the dashes
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// The file of settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file cannot be read.
    #[error("{path}: {error}")]
    Unreadable {
        /// The file.
        path: String,
        /// What the operating system says.
        error: std::io::Error,
    },
    /// The file is not TOML.
    #[error("{path}: {problem}")]
    Malformed {
        /// The file.
        path: String,
        /// What is wrong, and where.
        problem: String,
    },
    /// A key names no setting, or its value does not fit.
    #[error("{path}: setting {key}: {problem}")]
    Setting {
        /// The file.
        path: String,
        /// The key as written.
        key: String,
        /// What is wrong.
        problem: String,
    },
}

/// Gives each flag of `command` its environment variable, and has subcommands
/// take the flag too.
#[must_use]
pub fn with_environment(command: Command) -> Command {
    command.mut_args(|arg| {
        let Some(name) = arg.get_long().map(environment_name) else {
            return arg;
        };
        // The values would put a database password into `--help`.
        // Clap takes no argument that is both; what has one has no subcommands.
        let is_global = !arg.is_required_set();
        arg.env(name).hide_env_values(true).global(is_global)
    })
}

/// Applies the file that `arguments` or the environment name, if any, to
/// `command`.
pub fn with_file(command: Command, arguments: &[OsString]) -> Result<Command, SourceError> {
    let Some(path) = file_of(&command, arguments) else {
        return Ok(command);
    };
    let shown = path.display().to_string();
    let text = fs::read_to_string(&path).map_err(|error| SourceError::Unreadable {
        path: shown.clone(),
        error,
    })?;
    with_text(command, &path, &text)
}

fn environment_name(flag: &str) -> String {
    format!("{PREFIX}{}", flag.replace('-', "_").to_uppercase())
}

/// A first, tolerant look at the arguments. What is wrong with them is told by
/// the second one.
fn file_of(command: &Command, arguments: &[OsString]) -> Option<PathBuf> {
    let matches = command
        .clone()
        .ignore_errors(true)
        .try_get_matches_from(arguments)
        .ok()?;
    matches.get_one::<PathBuf>("config").cloned()
}

fn with_text(mut command: Command, path: &Path, text: &str) -> Result<Command, SourceError> {
    let shown = path.display().to_string();
    let table: Table = text
        .parse()
        .map_err(|error: toml::de::Error| SourceError::Malformed {
            path: shown.clone(),
            problem: malformed(text, &error),
        })?;
    for (key, value) in table {
        let problem = |problem: String| SourceError::Setting {
            path: shown.clone(),
            key: key.clone(),
            problem,
        };
        let arg = command
            .get_arguments()
            .find(|arg| arg.get_long() == Some(&key) && key != "config")
            .ok_or_else(|| problem("is not known".to_owned()))?;
        let text = accepted(arg, &key, &value).map_err(problem)?;
        command = command.mut_args(|arg| {
            if arg.get_long() == Some(&key) {
                let secret = key == "database-url";
                arg.default_value(text.clone())
                    .hide_default_value(secret)
                    .required(false)
            } else {
                arg
            }
        });
    }
    Ok(command)
}

/// The text of `value`, if it is one that the flag takes.
fn accepted(arg: &Arg, key: &str, value: &Value) -> Result<String, String> {
    let kind = arg.get_value_parser().type_id();
    let is = |kinds: &[TypeId]| kinds.iter().any(|other| kind == *other);
    let whole_number = is(&[
        TypeId::of::<i32>(),
        TypeId::of::<u32>(),
        TypeId::of::<usize>(),
    ]);
    let truth = is(&[TypeId::of::<bool>()]);
    let text = match value {
        Value::Integer(number) if whole_number => number.to_string(),
        Value::Boolean(boolean) if truth => boolean.to_string(),
        Value::String(text) if !whole_number && !truth => text.clone(),
        _ if whole_number => return Err("must be a whole number".to_owned()),
        _ if truth => return Err("must be true or false".to_owned()),
        _ => return Err("must be text in quotes".to_owned()),
    };
    Command::new("file")
        .no_binary_name(true)
        .arg(arg.clone())
        .try_get_matches_from([format!("--{key}={text}")])
        .map_err(|error| first_line(&error))?;
    Ok(text)
}

fn first_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

/// One line that says where. The error's own display quotes the line, which may
/// hold a password.
fn malformed(text: &str, error: &toml::de::Error) -> String {
    let problem = error.message().replace('\n', ", ");
    match error.span() {
        Some(span) => {
            let before = text.get(..span.start).unwrap_or_default();
            format!("line {}: {problem}", before.matches('\n').count() + 1)
        }
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use clap::{Args as _, FromArgMatches as _};

    use super::*;
    use crate::config::Config;

    fn command() -> Command {
        Config::augment_args(Command::new("test"))
    }

    fn with(text: &str) -> Result<Command, SourceError> {
        with_text(command(), Path::new("gateway.toml"), text)
    }

    fn parse(command: Command, flags: &[&str]) -> Config {
        let arguments = ["test"].iter().chain(flags);
        let matches = command.try_get_matches_from(arguments).unwrap();
        Config::from_arg_matches(&matches).unwrap()
    }

    #[test]
    fn a_flag_goes_before_the_file_and_the_file_before_the_default() {
        let text = "batch-max = 7\ninsecure = true\nrecovery-grace = '9s'\n";
        let config = parse(with(text).unwrap(), &["--batch-max", "8"]);
        assert_eq!(config.engine.batch_max, 8);
        assert!(config.security.insecure);
        assert_eq!(config.engine.recovery_grace.as_secs(), 9);
        assert_eq!(config.engine.queue_max, 4096);

        let config = parse(with(text).unwrap(), &["--insecure=false"]);
        assert_eq!(config.engine.batch_max, 7);
        assert!(!config.security.insecure);
    }

    #[test]
    fn the_environment_goes_before_the_file() {
        // Tests cannot set variables safely, so one that is always set stands
        // in for that of a flag.
        let path = std::env::var("PATH").unwrap();
        let from_environment = |command: Command| {
            command.mut_args(|arg| match arg.get_long() {
                Some("log-filter") => arg.env("PATH"),
                _ => arg,
            })
        };
        let command = from_environment(with("log-filter = 'debug'").unwrap());
        assert_eq!(parse(command.clone(), &[]).log.filter, path);
        let config = parse(command, &["--log-filter", "warn"]);
        assert_eq!(config.log.filter, "warn");
    }

    #[test]
    fn every_flag_has_an_environment_variable() {
        let command = with_environment(command());
        for arg in command.get_arguments() {
            let flag = arg.get_long().unwrap();
            let variable = arg.get_env().unwrap().to_str().unwrap();
            assert_eq!(variable, environment_name(flag));
        }
        assert_eq!(
            environment_name("grpc-listen"),
            "REFUND_GATEWAY_GRPC_LISTEN"
        );
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        for (text, problem) in [
            ("lane = 1", "setting lane: is not known"),
            ("config = 'a'", "setting config: is not known"),
            ("lanes = '1'", "setting lanes: must be a whole number"),
            ("lanes = 1.5", "setting lanes: must be a whole number"),
            (
                "insecure = 'yes'",
                "setting insecure: must be true or false",
            ),
            (
                "database-url = 1",
                "setting database-url: must be text in quotes",
            ),
            ("[grpc]\nlisten = 1", "setting grpc: is not known"),
            (
                "lanes = 0",
                "setting lanes: invalid value '0' for '--lanes <COUNT>': 0 is not in 1..=64",
            ),
            ("lanes = 1\nlanes = 2", "line 2: duplicate key"),
        ] {
            let error = with(text).unwrap_err().to_string();
            assert_eq!(error, format!("gateway.toml: {problem}"));
        }
    }

    #[test]
    fn a_password_in_the_file_is_not_repeated() {
        let help = with("database-url = 'postgres://u:hunter2@h/d'").unwrap();
        let help = with_environment(help).render_long_help().to_string();
        assert!(help.contains("REFUND_GATEWAY_DATABASE_URL"));
        assert!(!help.contains("hunter2"));

        let error = with("database-url = 'postgres://u:hunter2@h/d").unwrap_err();
        assert!(!error.to_string().contains("hunter2"));
    }
}
