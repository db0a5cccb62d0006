//! Who may call from outside: partners and TOP applications, their secrets
//! sealed at rest, and whether the signatures that they send hold.

mod cache;
mod clock;
pub mod hawk;
pub mod master_key;
mod nonces;
pub mod registry;
#[cfg(test)]
mod replay;
pub mod seal;
pub mod top;
mod vault;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use sha2::{Digest as _, Sha256};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub use vault::VaultError;

use cache::{Cache, Kept, MAX_AGE};
use hawk::{Algorithm, AnswerSignature, Artifacts, Credentials, PayloadHashes, SignedRequest};
use master_key::KeySource;
use nonces::Nonces;
use seal::{MasterKey, Owner, Secret};

use crate::store::{
    ReadError, Reader, Store,
    partners::{HawkNonce, PartnerRecord, TopAppRecord},
};

/// Why a signature could not be judged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartnersError {
    /// No master key was given.
    #[error("the server has no master key: set --master-key-file")]
    NoMasterKey,
    /// The secret was sealed with another master key.
    #[error("the master key of the server is not the one that the secret was sealed with")]
    WrongMasterKey,
    /// Too many wait to use up their nonces.
    #[error("the queue is full")]
    Overloaded,
    /// The database cannot be reached, or the server is stopping.
    #[error("the database cannot be reached or the server is stopping")]
    Unavailable,
    /// Others kept using up the same nonces.
    #[error("others kept changing the same rows")]
    Contended,
    /// A defect. It was logged where it came up.
    #[error("internal error")]
    Internal,
}

/// What is said of the signature of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HawkVerdict {
    /// It holds, and came for the first time.
    Accepted,
    /// The partner is not known, or is disabled.
    UnknownCredentials,
    /// It does not hold.
    Refused(hawk::Refused),
    /// The nonce was used before.
    InvalidNonce,
}

/// What is said of the signature of a TOP call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopVerdict {
    /// It holds.
    Accepted,
    /// The application is not known, or is disabled.
    UnknownApp,
    /// It does not hold.
    BadSignature,
}

/// Judges signatures. Cheap to clone.
#[derive(Clone)]
pub struct Partners {
    shared: Arc<Shared>,
}

struct Shared {
    key: Option<MasterKey>,
    reader: Reader,
    credentials: Cache<Credentials>,
    app_secrets: Cache<Secret>,
    nonces: Nonces,
    stopping: CancellationToken,
    lane: Mutex<Option<JoinHandle<()>>>,
}

impl Partners {
    /// Finds the master key of an open store, and starts to use up nonces. Must
    /// be called within a tokio runtime.
    pub async fn start(store: &Store, source: &KeySource) -> Result<Self, VaultError> {
        let reader = store.reader();
        let key = vault::master_key(&reader, source).await?;
        if key.is_none() {
            tracing::info!("no --master-key-file is set, so signatures cannot be checked");
        }
        let stopping = CancellationToken::new();
        let (nonces, lane) = Nonces::start(store.session(), stopping.clone());
        let shared = Shared {
            key,
            reader,
            credentials: Cache::new(),
            app_secrets: Cache::new(),
            nonces,
            stopping,
            lane: Mutex::new(Some(lane)),
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// Uses up the nonces that are queued, and no more.
    pub async fn stop(&self) {
        self.shared.stopping.cancel();
        let lane = self.shared.lane.lock();
        let lane = lane.unwrap_or_else(PoisonError::into_inner).take();
        if let Some(lane) = lane
            && let Err(error) = lane.await
        {
            tracing::error!(%error, "the lane of the nonces failed");
        }
    }

    /// Judges the signature of a request by the partner `id`, and uses up its
    /// nonce if everything else holds.
    pub async fn verify_hawk(
        &self,
        id: &str,
        request: &SignedRequest<'_>,
    ) -> Result<HawkVerdict, PartnersError> {
        let asked_at = Instant::now();
        let Some(kept) = self.credentials(id, not_older_than_kept(asked_at)).await? else {
            return Ok(HawkVerdict::UnknownCredentials);
        };
        let mut checked = kept.value.check(request, clock::unix_seconds());
        // The partner may have been given another key just now.
        if checked.is_err() && kept.read_at < asked_at {
            let Some(kept) = self.credentials(id, asked_at).await? else {
                return Ok(HawkVerdict::UnknownCredentials);
            };
            checked = kept.value.check(request, clock::unix_seconds());
        }
        if let Err(refused) = checked {
            return Ok(HawkVerdict::Refused(refused));
        }
        let Artifacts { ts, nonce, .. } = request.artifacts;
        let ts = hawk::seconds(ts).and_then(|ts| i64::try_from(ts).ok());
        let nonce = HawkNonce {
            partner_id: id.to_owned(),
            ts: ts.ok_or(PartnersError::Internal)?,
            nonce_sha256: Sha256::digest(nonce.as_bytes()).into(),
        };
        if self.shared.nonces.consume(nonce).await? {
            Ok(HawkVerdict::Accepted)
        } else {
            Ok(HawkVerdict::InvalidNonce)
        }
    }

    /// Signs the answer to a request by the partner `id`; none if the partner
    /// is not known or is disabled.
    pub async fn sign_hawk_answer(
        &self,
        id: &str,
        artifacts: &Artifacts<'_>,
        payload: &PayloadHashes<'_>,
    ) -> Result<Option<AnswerSignature>, PartnersError> {
        let kept = self.credentials(id, not_older_than_kept(Instant::now()));
        let kept = kept.await?;
        Ok(kept.map(|kept| kept.value.sign_answer(artifacts, payload)))
    }

    /// Judges the signature of a TOP call by the application `app_key`.
    pub async fn verify_top(
        &self,
        app_key: &str,
        method: top::Method,
        signed: &[u8],
        sign: &str,
    ) -> Result<TopVerdict, PartnersError> {
        let asked_at = Instant::now();
        let holds = |kept: &Kept<Secret>| top::holds(&kept.value, method, signed, sign);
        let kept = self.app_secret(app_key, not_older_than_kept(asked_at));
        let Some(mut kept) = kept.await? else {
            return Ok(TopVerdict::UnknownApp);
        };
        if !holds(&kept) && kept.read_at < asked_at {
            let Some(anew) = self.app_secret(app_key, asked_at).await? else {
                return Ok(TopVerdict::UnknownApp);
            };
            kept = anew;
        }
        if holds(&kept) {
            Ok(TopVerdict::Accepted)
        } else {
            Ok(TopVerdict::BadSignature)
        }
    }

    async fn credentials(
        &self,
        id: &str,
        not_before: Instant,
    ) -> Result<Option<Kept<Credentials>>, PartnersError> {
        let shared = &self.shared;
        let key = shared.key.as_ref().ok_or(PartnersError::NoMasterKey)?;
        let read = async || {
            let partner = shared.reader.get_partner(id).await;
            let partner = partner.map_err(|error| unreadable(&error))?;
            let partner = partner.filter(|partner| partner.disabled_at.is_none());
            partner.map(|partner| unsealed(key, &partner)).transpose()
        };
        shared.credentials.get(id, not_before, read).await
    }

    async fn app_secret(
        &self,
        app_key: &str,
        not_before: Instant,
    ) -> Result<Option<Kept<Secret>>, PartnersError> {
        let shared = &self.shared;
        let key = shared.key.as_ref().ok_or(PartnersError::NoMasterKey)?;
        let read = async || {
            let app = shared.reader.get_top_app(app_key).await;
            let app = app.map_err(|error| unreadable(&error))?;
            let app = app.filter(|app| app.disabled_at.is_none());
            let open = |app: TopAppRecord| {
                let owner = Owner::TopApp(&app.app_key);
                opened(key, owner, &app.sealed_secret)
            };
            app.map(open).transpose()
        };
        shared.app_secrets.get(app_key, not_before, read).await
    }
}

fn not_older_than_kept(asked_at: Instant) -> Instant {
    asked_at.checked_sub(MAX_AGE).unwrap_or(asked_at)
}

fn unsealed(key: &MasterKey, partner: &PartnerRecord) -> Result<Credentials, PartnersError> {
    let algorithm = Algorithm::from_name(&partner.algorithm).ok_or_else(|| {
        let PartnerRecord { id, algorithm, .. } = partner;
        tracing::error!(partner = id, algorithm, "the algorithm is not known");
        PartnersError::Internal
    })?;
    Ok(Credentials {
        key: opened(key, Owner::Partner(&partner.id), &partner.sealed_key)?,
        algorithm,
        payload_hash_required: partner.payload_hash_required,
    })
}

fn opened(key: &MasterKey, owner: Owner<'_>, sealed: &[u8]) -> Result<Secret, PartnersError> {
    key.open(owner, sealed).map_err(|error| {
        tracing::error!(%owner, %error, "a secret stays closed");
        PartnersError::WrongMasterKey
    })
}

fn unreadable(error: &ReadError) -> PartnersError {
    tracing::error!(%error, "partners cannot be read");
    match error {
        ReadError::Unavailable(_) => PartnersError::Unavailable,
        ReadError::Failed(_) => PartnersError::Internal,
    }
}
