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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: u64 = 1_760_000_000;
    const HASHES: PayloadHashes<'static> = PayloadHashes {
        sha256: &[1; 32],
        sha1: &[2; 20],
    };

    fn credentials(algorithm: Algorithm) -> Credentials {
        Credentials {
            key: Credentials::derive_key("KEY", "Passw0rd!"),
            algorithm,
            payload_hash_required: true,
        }
    }

    fn artifacts(ts: &str) -> Artifacts<'_> {
        Artifacts {
            ts,
            nonce: "n",
            method: "POST",
            resource: "/api/Order/Refund",
            host: "partner.example.com",
            port: 443,
            app: None,
            dlg: None,
        }
    }

    /// Signs and checks a request.
    fn check(credentials: &Credentials, ts: &str, hash: Option<&str>) -> Result<(), Refused> {
        let artifacts = artifacts(ts);
        let mac = credentials.mac(&normalized("header", &artifacts, hash, None));
        let request = SignedRequest {
            artifacts,
            mac: &mac,
            hash,
            ext: None,
            payload: Some(HASHES),
        };
        credentials.check(&request, NOW)
    }

    #[test]
    fn the_key_is_the_partners_and_the_upper_case_digest_of_the_password() {
        let key = Credentials::derive_key("KEY", "Passw0rd!");
        assert_eq!(**key, *b"KEY47B7BFB65FA83AC9A71DCB0F6296BB6E");
    }

    #[test]
    fn either_algorithm_hashes_payloads_by_itself() {
        for (algorithm, own, others) in [
            (Algorithm::Sha256, [1; 32].as_slice(), [2; 20].as_slice()),
            (Algorithm::Sha1, [2; 20].as_slice(), [1; 32].as_slice()),
        ] {
            let credentials = credentials(algorithm);
            let now = NOW.to_string();
            let own = BASE64_STANDARD.encode(own);
            assert_eq!(check(&credentials, &now, Some(&own)), Ok(()));
            let others = BASE64_STANDARD.encode(others);
            let refused = check(&credentials, &now, Some(&others));
            assert_eq!(refused, Err(Refused::BadPayloadHash));
        }
    }

    #[test]
    fn the_clock_may_be_a_minute_off_and_no_more() {
        let mut credentials = credentials(Algorithm::Sha256);
        credentials.payload_hash_required = false;
        for ts in [NOW - 60, NOW, NOW + 60] {
            assert_eq!(check(&credentials, &ts.to_string(), None), Ok(()), "{ts}");
        }
        for ts in [
            "1759999939",
            "1760000061",
            "0",
            "abc",
            "18446744073709551616",
        ] {
            let refused = check(&credentials, ts, None);
            assert!(
                matches!(refused, Err(Refused::StaleTimestamp { .. })),
                "{ts}"
            );
        }
    }

    #[test]
    fn the_first_defect_is_told_and_only_who_has_the_key_learns_the_clock() {
        let credentials = credentials(Algorithm::Sha256);
        let stale = "1";
        let artifacts = artifacts(stale);
        let request = SignedRequest {
            artifacts,
            mac: "AAAA",
            hash: None,
            ext: None,
            payload: Some(HASHES),
        };
        assert_eq!(credentials.check(&request, NOW), Err(Refused::BadMac));
        let refused = check(&credentials, stale, None);
        assert_eq!(refused, Err(Refused::MissingPayloadHash));
        let refused = check(&credentials, stale, Some("AAAA"));
        assert_eq!(refused, Err(Refused::BadPayloadHash));
    }

    #[test]
    fn a_payload_that_was_signed_and_did_not_come_is_missed() {
        let credentials = credentials(Algorithm::Sha256);
        let ts = NOW.to_string();
        let artifacts = artifacts(&ts);
        let hash = credentials.hash_of(&HASHES);
        let mac = credentials.mac(&normalized("header", &artifacts, Some(&hash), None));
        let mut request = SignedRequest {
            artifacts,
            mac: &mac,
            hash: Some(&hash),
            ext: None,
            payload: Some(HASHES),
        };
        assert_eq!(credentials.check(&request, NOW), Ok(()));
        request.payload = None;
        let refused = credentials.check(&request, NOW);
        assert_eq!(refused, Err(Refused::BadPayloadHash));
    }

    #[test]
    fn attributes_are_printable_and_cannot_end_their_header() {
        for value in ["a", "agent 01", "!#$%&'()*+,-./:;<=>?@[]^_`{|}~", "Aa0"] {
            assert!(is_attribute(value), "{value}");
        }
        for value in ["", "a\"b", "a\\b", "a\tb", "a\nb", "\u{7f}", "旅行社"] {
            assert!(!is_attribute(value), "{value}");
        }
    }

    #[test]
    fn what_is_signed_has_every_line_of_its_own() {
        let mut artifacts = artifacts("1");
        let plain = "hawk.1.header\n1\nn\nPOST\n/api/Order/Refund\npartner.example.com\n443\n\n";
        assert_eq!(
            normalized("header", &artifacts, None, None),
            format!("{plain}\n")
        );
        assert_eq!(
            normalized("header", &artifacts, None, Some("a\\b\nc")),
            format!("{plain}a\\\\b\\nc\n")
        );
        artifacts.dlg = Some("d");
        assert_eq!(
            normalized("header", &artifacts, None, None),
            format!("{plain}\n")
        );
        artifacts.app = Some("a");
        assert_eq!(
            normalized("header", &artifacts, None, None),
            format!("{plain}\na\nd\n")
        );
        artifacts.dlg = None;
        assert_eq!(
            normalized("header", &artifacts, None, None),
            format!("{plain}\na\n\n")
        );
    }

    proptest! {
        #[test]
        fn nothing_is_accepted_by_chance(mac in ".*", ts in ".*", hash: Option<String>) {
            let request = SignedRequest {
                artifacts: artifacts(&ts),
                mac: &mac,
                hash: hash.as_deref(),
                ext: hash.as_deref(),
                payload: None,
            };
            let refused = credentials(Algorithm::Sha1).check(&request, NOW);
            prop_assert_eq!(refused, Err(Refused::BadMac));
        }
    }
}
