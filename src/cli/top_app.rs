//! `refund-gateway top-app`: who may call with TOP signatures.

use std::{error::Error, process::ExitCode};

use clap::Subcommand;

use super::{callers, console::say, secret};
use crate::{config::Config, store::partners::TopAppRecord};

#[derive(Debug, Subcommand)]
pub(super) enum TopAppTask {
    /// Let an application call
    Add {
        /// Key of the application (`app_key`)
        #[arg(long)]
        app_key: String,
        /// Read the application's secret from standard input
        ///
        /// UTF-8. One line break at its end is not a part of it.
        #[arg(long, required = true)]
        secret_stdin: bool,
        /// Give an application that is there already a new secret, and let it
        /// call again
        #[arg(long)]
        replace: bool,
    },
    /// List the applications
    List,
    /// Let an application call no more, within a second
    Disable {
        /// Key of the application
        #[arg(long)]
        app_key: String,
    },
}

pub(super) async fn run(task: TopAppTask, config: &Config) -> Result<ExitCode, Box<dyn Error>> {
    // Before the database is opened: whoever is to type it should not wait.
    let secret = match &task {
        TopAppTask::Add { .. } => Some(secret::from_stdin("secret")?),
        TopAppTask::List | TopAppTask::Disable { .. } => None,
    };
    let store = callers::open(config).await?;
    let registry = callers::registry(&store, config);
    match task {
        TopAppTask::Add {
            app_key, replace, ..
        } => {
            let secret = secret.unwrap_or_default();
            registry.add_top_app(&app_key, &secret, replace).await?;
            say(&format!("TOP application {app_key} may call"));
        }
        TopAppTask::List => {
            let apps = registry.top_apps().await?;
            say(&callers::table(["APP KEY", "STATE"], apps.iter().map(row)));
        }
        TopAppTask::Disable { app_key } => {
            registry.disable_top_app(&app_key).await?;
            say(&format!("TOP application {app_key} is disabled"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn row(app: &TopAppRecord) -> [String; 2] {
    let state = callers::state(app.disabled_at).to_owned();
    [app.app_key.clone(), state]
}
