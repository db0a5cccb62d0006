//! Who calls over HTTP: a travel agency that signs with HAWK, and the
//! application of a TOP client. Both are added as an operator adds them.

use std::error::Error;

use crate::{
    cli::callers,
    config::Config,
    partners::{hawk::Algorithm, registry::NewPartner},
};

/// The agency's id, and the agent of its orders.
pub(super) const AGENT: &str = "agent01";
/// The first part of its secret.
pub(super) const KEY: &str = "DEMO";
/// The second part. Whoever reads this finds a server that is there for a
/// moment, and for this machine only.
pub(super) const PASSWORD: &str = "of a demonstration";
/// The application's key.
pub(super) const APP_KEY: &str = "12345678";
/// The application's secret.
pub(super) const APP_SECRET: &str = "secret of a demonstration";

/// Adds them to a database that is not served yet. Its master key is made on
/// the way.
pub(super) async fn add(config: &Config) -> Result<(), Box<dyn Error>> {
    let store = callers::open(config).await?;
    let registry = callers::registry(&store, config);
    let agency = NewPartner {
        id: AGENT,
        key: KEY,
        password: PASSWORD,
        algorithm: Algorithm::Sha256,
        payload_hash_required: true,
    };
    registry.add_partner(agency, false).await?;
    registry.add_top_app(APP_KEY, APP_SECRET, false).await?;
    Ok(())
}
