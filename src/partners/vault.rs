//! The master key of a database: the one that its secrets were sealed with.

use super::{
    master_key::{KeyError, KeySource},
    seal::{MasterKey, Owner, Unopened},
};
use crate::store::{ReadError, Reader};

/// The master key of a database cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// It cannot be read, or made.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It is another one.
    #[error("the master key is not the one of this database: the secret of {owner} stays closed")]
    Wrong {
        /// Whose secret was tried.
        owner: String,
        /// Why it stays closed.
        source: Unopened,
    },
    /// The database cannot be asked.
    #[error("partners cannot be read")]
    Read(#[from] ReadError),
}

/// Finds the master key, and tries it on a secret, so that no two keys are ever
/// in use. None where none was given.
pub(super) async fn master_key(
    reader: &Reader,
    source: &KeySource,
) -> Result<Option<MasterKey>, VaultError> {
    let (partners, apps) = (reader.list_partners().await?, reader.list_top_apps().await?);
    let has_secrets = !(partners.is_empty() && apps.is_empty());
    let Some(key) = source.read(has_secrets)? else {
        return Ok(None);
    };
    let of_partners = partners
        .iter()
        .map(|it| (Owner::Partner(&it.id), &it.sealed_key));
    let of_apps = apps
        .iter()
        .map(|it| (Owner::TopApp(&it.app_key), &it.sealed_secret));
    if let Some((owner, sealed)) = of_partners.chain(of_apps).next() {
        key.open(owner, sealed)
            .map_err(|source| VaultError::Wrong {
                owner: owner.to_string(),
                source,
            })?;
    }
    Ok(Some(key))
}
