//! Who may call from outside, and the nonces that they have used up.

use crate::domain::timestamp::Timestamp;

/// A partner who signs with HAWK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerRecord {
    /// Who it is.
    pub id: String,
    /// The name of the digest it signs with.
    pub algorithm: String,
    /// Whether its payloads have to be signed.
    pub payload_hash_required: bool,
    /// Its key, sealed.
    pub sealed_key: Vec<u8>,
    /// When it was added, or replaced.
    pub created_at: Timestamp,
    /// When it was disabled.
    pub disabled_at: Option<Timestamp>,
}

/// An application that signs as TOP has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopAppRecord {
    /// Which it is.
    pub app_key: String,
    /// Its secret, sealed.
    pub sealed_secret: Vec<u8>,
    /// When it was added, or replaced.
    pub created_at: Timestamp,
    /// When it was disabled.
    pub disabled_at: Option<Timestamp>,
}

/// A nonce, which a partner may use once in each second of its clock.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HawkNonce {
    /// The partner.
    pub partner_id: String,
    /// The partner's clock in Unix seconds.
    pub ts: i64,
    /// The digest of the nonce.
    pub nonce_sha256: [u8; 32],
}
