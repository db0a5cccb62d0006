//! Adding, listing and disabling those who may call from outside. A server that
//! runs on the same database knows at once, or within a second.

use super::{
    clock,
    hawk::{self, Algorithm, Credentials},
    master_key::{KeySource, VARIABLE},
    seal::{MasterKey, Owner},
    vault::{self, VaultError},
};
use crate::store::{
    ReadError, Store, TransactionError,
    partners::{PartnerRecord, TopAppRecord},
};

/// The longest id of a partner, and the longest key of an application.
pub const ID_MAX_LENGTH: usize = 100;

/// A partner to be added.
pub struct NewPartner<'a> {
    /// Who it is.
    pub id: &'a str,
    /// The first part of its secret.
    pub key: &'a str,
    /// The second part, of which a digest is kept.
    pub password: &'a str,
    /// The digest that it signs with.
    pub algorithm: Algorithm,
    /// Whether its payloads have to be signed.
    pub payload_hash_required: bool,
}

/// Why nobody was added or disabled.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// What was given breaks a rule.
    #[error("{0}")]
    Invalid(&'static str),
    /// There is one already.
    #[error("{0} is there already, add --replace to give it a new secret")]
    Exists(String),
    /// There is none.
    #[error("{0} is not known")]
    Unknown(String),
    /// No master key was given.
    #[error(
        "secrets are sealed with a master key: set --master-key-file, or the variable {VARIABLE}, \
         as for the servers on this database"
    )]
    NoMasterKey,
    /// The master key cannot be had, or is not that of the database.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The database cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The database cannot be written.
    #[error(transparent)]
    Write(#[from] TransactionError),
}

/// Those who may call from outside, as an operator sees them.
pub struct Registry<'a> {
    store: &'a Store,
    source: KeySource,
}

impl<'a> Registry<'a> {
    /// Those of an open store, whose secrets are sealed with the key at
    /// `source`.
    #[must_use]
    pub fn new(store: &'a Store, source: KeySource) -> Self {
        Self { store, source }
    }

    /// Adds a partner, or replaces it if told so.
    pub async fn add_partner(
        &self,
        partner: NewPartner<'_>,
        replace: bool,
    ) -> Result<(), RegistryError> {
        check_partner(&partner)?;
        let owner = Owner::Partner(partner.id);
        let secret = Credentials::derive_key(partner.key, partner.password);
        let record = PartnerRecord {
            id: partner.id.to_owned(),
            algorithm: partner.algorithm.as_str().to_owned(),
            payload_hash_required: partner.payload_hash_required,
            sealed_key: self.master_key().await?.seal(owner, &secret),
            created_at: clock::now(),
            disabled_at: None,
        };
        let written = self.store.session().put_partner(record, replace).await?;
        ensure(written, || RegistryError::Exists(owner.to_string()))
    }

    /// Every partner by id.
    pub async fn partners(&self) -> Result<Vec<PartnerRecord>, RegistryError> {
        Ok(self.store.reader().list_partners().await?)
    }

    /// Disables a partner.
    pub async fn disable_partner(&self, id: &str) -> Result<(), RegistryError> {
        let mut session = self.store.session();
        let found = session.disable_partner(id.to_owned(), clock::now()).await?;
        ensure(found, || {
            RegistryError::Unknown(Owner::Partner(id).to_string())
        })
    }

    /// Adds a TOP application, or replaces it if told so.
    pub async fn add_top_app(
        &self,
        app_key: &str,
        secret: &str,
        replace: bool,
    ) -> Result<(), RegistryError> {
        check_top_app(app_key, secret)?;
        let owner = Owner::TopApp(app_key);
        let record = TopAppRecord {
            app_key: app_key.to_owned(),
            sealed_secret: self.master_key().await?.seal(owner, secret.as_bytes()),
            created_at: clock::now(),
            disabled_at: None,
        };
        let written = self.store.session().put_top_app(record, replace).await?;
        ensure(written, || RegistryError::Exists(owner.to_string()))
    }

    /// Every TOP application by its key.
    pub async fn top_apps(&self) -> Result<Vec<TopAppRecord>, RegistryError> {
        Ok(self.store.reader().list_top_apps().await?)
    }

    /// Disables a TOP application.
    pub async fn disable_top_app(&self, app_key: &str) -> Result<(), RegistryError> {
        let mut session = self.store.session();
        let found = session.disable_top_app(app_key.to_owned(), clock::now());
        ensure(found.await?, || {
            RegistryError::Unknown(Owner::TopApp(app_key).to_string())
        })
    }

    async fn master_key(&self) -> Result<MasterKey, RegistryError> {
        let key = vault::master_key(&self.store.reader(), &self.source).await?;
        key.ok_or(RegistryError::NoMasterKey)
    }
}

fn ensure(holds: bool, error: impl FnOnce() -> RegistryError) -> Result<(), RegistryError> {
    if holds { Ok(()) } else { Err(error()) }
}

/// The id also travels as metadata of gRPC, which does not keep spaces around
/// it.
fn check_partner(partner: &NewPartner<'_>) -> Result<(), RegistryError> {
    let NewPartner {
        id, key, password, ..
    } = partner;
    let problem = if !is_id(id) {
        "--id must be 1 to 100 printable ASCII characters other than quotes and backslashes, \
         without spaces around it"
    } else if key.is_empty() || !key.bytes().all(|octet| matches!(octet, b' '..=b'~')) {
        "--key must be printable ASCII characters: some clients of HAWK take no others"
    } else if password.is_empty() {
        "the password must not be empty"
    } else {
        return Ok(());
    };
    Err(RegistryError::Invalid(problem))
}

fn check_top_app(app_key: &str, secret: &str) -> Result<(), RegistryError> {
    let problem = if !is_id(app_key) {
        "--app-key must be 1 to 100 printable ASCII characters other than quotes and \
         backslashes, without spaces around it"
    } else if secret.is_empty() {
        "the secret must not be empty"
    } else {
        return Ok(());
    };
    Err(RegistryError::Invalid(problem))
}

fn is_id(id: &str) -> bool {
    hawk::is_attribute(id) && id.len() <= ID_MAX_LENGTH && id.trim() == id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, key: &str, password: &str) -> bool {
        let partner = NewPartner {
            id,
            key,
            password,
            algorithm: Algorithm::Sha256,
            payload_hash_required: true,
        };
        check_partner(&partner).is_ok()
    }

    #[test]
    fn what_no_header_could_hold_is_no_partner() {
        assert!(check("agent01", "KEY", "密码123"));
        assert!(check(&"a".repeat(100), "K-1", "p"));
        for id in ["", " a", "a ", "a\"b", "旅行社", &"a".repeat(101)] {
            assert!(!check(id, "KEY", "p"), "{id}");
        }
        for key in ["", "键", "K\n"] {
            assert!(!check("agent01", key, "p"), "{key}");
        }
        assert!(!check("agent01", "KEY", ""));
    }

    #[test]
    fn a_top_app_has_a_key_and_a_secret() {
        assert!(check_top_app("12345678", "s").is_ok());
        assert!(check_top_app("", "s").is_err());
        assert!(check_top_app("12345678", "").is_err());
    }
}
