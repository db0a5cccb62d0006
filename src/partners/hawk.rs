//! HAWK: whether the signature of a request holds, and signatures of answers.
//!
//! Our own, because the crate `hawk` leaves `app` and `dlg` out of the
//! signature (so that it refuses genuine requests that have them, and takes
//! requests into which they were injected), has no SHA-1, no clock but the
//! system's, and tells no reason.
//!
//! The checks come in this order: signature, payload, clock. Only who has the
//! key learns our clock, and only what passes them all uses up its nonce. The
//! reference implementation takes a `ts` that is no number for one that is
//! never stale; here it always is.

#[cfg(test)]
mod tests;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit as _};
use md5::{Digest as _, Md5};
use sha1::Sha1;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::{seal::Secret, top::upper_hexadecimal};

/// How far the caller's clock may be from ours, in seconds, either way.
pub const MAX_SKEW_SECONDS: u64 = 60;

/// The digest that a partner signs with. A property of the partner: no request
/// tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC-SHA256, and SHA-256 of payloads.
    Sha256,
    /// HMAC-SHA1, and SHA-1 of payloads.
    Sha1,
}

impl Algorithm {
    /// The name that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA256",
            Self::Sha1 => "SHA1",
        }
    }

    /// The digest that was stored under a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Sha256, Self::Sha1];
        all.into_iter().find(|algorithm| algorithm.as_str() == name)
    }
}

/// What a partner signs with.
pub struct Credentials {
    /// The key.
    pub key: Secret,
    /// The digest.
    pub algorithm: Algorithm,
    /// Whether payloads have to be signed.
    pub payload_hash_required: bool,
}

/// What a signature is made over besides the payload.
#[derive(Clone, Copy, Debug)]
pub struct Artifacts<'a> {
    /// The caller's clock in Unix seconds, as written.
    pub ts: &'a str,
    /// What the caller uses once.
    pub nonce: &'a str,
    /// The request's method.
    pub method: &'a str,
    /// The request's target, path and query, octet by octet.
    pub resource: &'a str,
    /// The host that the caller addressed.
    pub host: &'a str,
    /// The port that the caller addressed.
    pub port: u16,
    /// The application.
    pub app: Option<&'a str>,
    /// By whom it was delegated.
    pub dlg: Option<&'a str>,
}

/// The digests of one payload.
#[derive(Clone, Copy, Debug)]
pub struct PayloadHashes<'a> {
    /// SHA-256.
    pub sha256: &'a [u8],
    /// SHA-1.
    pub sha1: &'a [u8],
}

/// A request, and the signature that it came with.
#[derive(Clone, Copy, Debug)]
pub struct SignedRequest<'a> {
    /// What was signed.
    pub artifacts: Artifacts<'a>,
    /// The signature, in base64.
    pub mac: &'a str,
    /// The payload's hash in base64, as the caller wrote it.
    pub hash: Option<&'a str>,
    /// The caller's application data.
    pub ext: Option<&'a str>,
    /// The payload that came.
    pub payload: Option<PayloadHashes<'a>>,
}

/// Why a signature does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is not of this request, or not by this partner.
    BadMac,
    /// The payload is not signed, and has to be.
    MissingPayloadHash,
    /// The payload is not the one that was signed.
    BadPayloadHash,
    /// The caller's clock is too far from ours.
    StaleTimestamp {
        /// Our clock in Unix seconds.
        ts: String,
        /// Its signature, in base64.
        tsm: String,
    },
}

/// What signs an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerSignature {
    /// The signature, in base64.
    pub mac: String,
    /// The payload's hash by the partner's algorithm, in base64.
    pub hash: String,
}

impl Credentials {
    /// The key of a partner whose secret is in two parts, as the old server
    /// made it.
    #[must_use]
    pub fn derive_key(key: &str, password: &str) -> Secret {
        let digest = Zeroizing::new(upper_hexadecimal(&Md5::digest(password.as_bytes())));
        Zeroizing::new([key.as_bytes(), digest.as_bytes()].concat())
    }

    /// Checks everything of a request but whether its nonce was used before.
    /// `now` is our clock in Unix seconds.
    pub fn check(&self, request: &SignedRequest<'_>, now: u64) -> Result<(), Refused> {
        let SignedRequest {
            artifacts,
            mac,
            hash,
            ext,
            payload,
        } = request;
        let signed = normalized("header", artifacts, *hash, *ext);
        if !same(&self.mac(&signed), mac) {
            return Err(Refused::BadMac);
        }
        match (payload, hash) {
            (Some(payload), Some(hash)) if same(&self.hash_of(payload), hash) => {}
            (Some(_), None) if self.payload_hash_required => {
                return Err(Refused::MissingPayloadHash);
            }
            (_, None) => {}
            // A payload that was signed and did not come is not that payload.
            (_, Some(_)) => return Err(Refused::BadPayloadHash),
        }
        let skew = seconds(artifacts.ts).map(|ts| ts.abs_diff(now));
        if skew.is_some_and(|skew| skew <= MAX_SKEW_SECONDS) {
            return Ok(());
        }
        let ts = now.to_string();
        let tsm = self.mac(&format!("hawk.1.ts\n{ts}\n"));
        Err(Refused::StaleTimestamp { ts, tsm })
    }

    /// Signs the answer to a request.
    #[must_use]
    pub fn sign_answer(
        &self,
        artifacts: &Artifacts<'_>,
        payload: &PayloadHashes<'_>,
    ) -> AnswerSignature {
        let hash = self.hash_of(payload);
        let mac = self.mac(&normalized("response", artifacts, Some(&hash), None));
        AnswerSignature { mac, hash }
    }

    fn hash_of(&self, payload: &PayloadHashes<'_>) -> String {
        BASE64_STANDARD.encode(match self.algorithm {
            Algorithm::Sha256 => payload.sha256,
            Algorithm::Sha1 => payload.sha1,
        })
    }

    fn mac(&self, text: &str) -> String {
        match self.algorithm {
            Algorithm::Sha256 => keyed(Hmac::<Sha256>::new_from_slice(&self.key).ok(), text),
            Algorithm::Sha1 => keyed(Hmac::<Sha1>::new_from_slice(&self.key).ok(), text),
        }
    }
}

/// A clock, which is digits only: not so a number to Rust's own parser.
#[must_use]
pub fn seconds(ts: &str) -> Option<u64> {
    let is_number = ts.bytes().all(|octet| octet.is_ascii_digit());
    is_number.then(|| ts.parse().ok()).flatten()
}

/// HMAC takes keys of any length, so there always is one.
fn keyed(mac: Option<impl hmac::Mac>, text: &str) -> String {
    let mac = mac.map(|mac| mac.chain_update(text.as_bytes()).finalize().into_bytes());
    mac.map(|mac| BASE64_STANDARD.encode(mac))
        .unwrap_or_default()
}

/// Whether HAWK has a place for a value: one or more printable ASCII characters
/// other than quotes and backslashes.
#[must_use]
pub fn is_attribute(value: &str) -> bool {
    let is_allowed = |octet: u8| matches!(octet, b' '..=b'~') && !matches!(octet, b'"' | b'\\');
    !value.is_empty() && value.bytes().all(is_allowed)
}

/// Whether a caller wrote what we expect, in a time that does not tell how much
/// of it is right.
fn same(expected: &str, written: &str) -> bool {
    expected.as_bytes().ct_eq(written.as_bytes()).into()
}

/// The text that is signed. The lines of `app` and `dlg` are there only with
/// `app`.
fn normalized(
    kind: &str,
    artifacts: &Artifacts<'_>,
    hash: Option<&str>,
    ext: Option<&str>,
) -> String {
    let Artifacts {
        ts,
        nonce,
        method,
        resource,
        host,
        port,
        app,
        dlg,
    } = artifacts;
    let method = method.to_ascii_uppercase();
    let host = host.to_ascii_lowercase();
    let hash = hash.unwrap_or_default();
    let ext = ext.unwrap_or_default();
    let ext = ext.replace('\\', "\\\\").replace('\n', "\\n");
    let delegation = match app {
        Some(app) if !app.is_empty() => format!("{app}\n{}\n", dlg.unwrap_or_default()),
        _ => String::new(),
    };
    format!(
        "hawk.1.{kind}\n{ts}\n{nonce}\n{method}\n{resource}\n{host}\n{port}\n{hash}\n{ext}\n\
         {delegation}"
    )
}
