//! `refund-gateway migrate`: brings the database's schema up to date.

use std::{error::Error, process::ExitCode};

use super::console::say;
use crate::{
    config::Config,
    server::StartError,
    store::{Store, StoreSettings},
};

pub(super) async fn run(config: &Config) -> Result<ExitCode, Box<dyn Error>> {
    config.validate()?;
    let url = &config.database.url;
    let open = |source| StartError::Open {
        url: url.clone(),
        source,
    };
    let migrate = |source| StartError::Migrate {
        url: url.clone(),
        source,
    };
    let store = Store::open(url.expose(), StoreSettings::default())
        .await
        .map_err(open)?;
    let applied = store.migrate().await.map_err(migrate)?;
    if applied.is_empty() {
        say(&format!("{url} is up to date"));
    } else {
        say(&format!("{url}: applied {}", applied.join(", ")));
    }
    Ok(ExitCode::SUCCESS)
}
