//! `refund-gateway migrate`: brings the database's schema up to date.

use std::{error::Error, process::ExitCode};

use super::console::say;
use crate::{
    config::Config,
    store::{Store, StoreSettings},
};

pub(super) async fn run(config: &Config) -> Result<ExitCode, Box<dyn Error>> {
    config.validate()?;
    let store = Store::open(config.database.url.expose(), StoreSettings::default()).await?;
    let applied = store.migrate().await?;
    let url = &config.database.url;
    if applied.is_empty() {
        say(&format!("{url} is up to date"));
    } else {
        say(&format!("{url}: applied {}", applied.join(", ")));
    }
    Ok(ExitCode::SUCCESS)
}
