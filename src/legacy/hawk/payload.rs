//! HAWK's hashes of a payload.
//!
//! A header does not tell the algorithm: it belongs to the partner, whom only
//! the server knows. So both are made here.

use hawk::PayloadHasher;
use sha1::{Digest as _, Sha1};

use crate::proto::v1::HawkPayloadHashes;

/// The hashes of a payload of this `Content-Type`, which may be empty.
///
/// The payload is the body as it came, without what `Transfer-Encoding` added
/// and with what `Content-Encoding` did.
#[must_use]
pub fn hashes(content_type: &str, payload: &[u8]) -> HawkPayloadHashes {
    let media_type = media_type(content_type);
    // The crate's hasher fails only for algorithms that ring does not have.
    let sha256 = PayloadHasher::hash(&media_type, hawk::SHA256, payload);
    HawkPayloadHashes {
        sha256: sha256.unwrap_or_default(),
        sha1: sha1(&media_type, payload),
    }
}

/// The part before the parameters. The crate leaves this to its callers.
fn media_type(content_type: &str) -> String {
    let media_type = content_type.split(';').next().unwrap_or_default();
    media_type.trim().to_lowercase()
}

/// What the crate does not offer.
fn sha1(media_type: &str, payload: &[u8]) -> Vec<u8> {
    let mut hasher = Sha1::new();
    for part in [
        b"hawk.1.payload\n".as_slice(),
        media_type.as_bytes(),
        b"\n",
        payload,
        b"\n",
    ] {
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, prelude::BASE64_STANDARD};

    use super::*;

    const BODY: &str = r#"{"orderid":"D20251009000123","refundallticket":"0","ticketids":["T0001","T0002"],"memory":"退款-测试"}"#;

    /// As npm `hawk` makes them.
    #[test]
    fn the_hashes_are_those_of_the_reference() {
        for content_type in [
            "application/json",
            "Application/JSON;Charset=UTF-8",
            " application/json ; x=1",
        ] {
            let hashes = hashes(content_type, BODY.as_bytes());
            let base64 = |hash| BASE64_STANDARD.encode(hash);
            assert_eq!(
                base64(hashes.sha256),
                "hIsDc8BCb5VEXdNlL686dgC24L4cTVrJ3YFfcMz2VjA="
            );
            assert_eq!(base64(hashes.sha1), "cMCpH5KGFSymHkoCWXbOjjZ7+FU=");
        }
    }
}
