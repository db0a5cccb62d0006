//! Page tokens: where a list goes on, good only for the filter they were made
//! with (AIP-158). Opaque to callers.
//!
//! A token grants nothing: it holds a key to continue after, and whoever may
//! list may continue anywhere. So it is neither signed nor sealed.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use prost::Message;
use sha2::{Digest as _, Sha256};

/// Longer than any token of ours: two keys of 200 characters of 4 bytes each,
/// in base64, is less than 2300 characters.
const MAX_LENGTH_BYTES: usize = 4096;

/// Enough to tell filters apart; nobody gains by forging one.
const FINGERPRINT_LENGTH_BYTES: usize = 8;

/// Which list a token belongs to: its name, and the filter's fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(Vec<u8>);

/// What is in a token.
#[derive(Clone, PartialEq, Message)]
struct Token {
    #[prost(bytes = "vec", tag = "1")]
    fingerprint: Vec<u8>,
    #[prost(string, repeated, tag = "2")]
    after: Vec<String>,
}

impl Fingerprint {
    /// The same in every process and version, so that a token made by one
    /// instance is good for another.
    pub(crate) fn of(list: &str, filter: &[&str]) -> Self {
        let mut hasher = Sha256::new();
        for field in std::iter::once(&list).chain(filter) {
            // The length first: fields cannot run into each other.
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field);
        }
        Self(hasher.finalize()[..FINGERPRINT_LENGTH_BYTES].to_vec())
    }

    /// The token to continue after a key.
    pub(crate) fn token<const N: usize>(&self, after: [&str; N]) -> String {
        let token = Token {
            fingerprint: self.0.clone(),
            after: after.map(str::to_owned).to_vec(),
        };
        URL_SAFE_NO_PAD.encode(token.encode_to_vec())
    }

    /// The key to continue after, if it is a token of this list and filter.
    pub(crate) fn after<const N: usize>(&self, token: &str) -> Option<[String; N]> {
        if token.len() > MAX_LENGTH_BYTES {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let token = Token::decode(&*bytes).ok()?;
        // No key has control characters; PostgreSQL would not even take a NUL.
        let forbidden = |part: &String| part.chars().any(char::is_control);
        if token.fingerprint != self.0 || token.after.iter().any(forbidden) {
            return None;
        }
        token.after.try_into().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn callbacks(trandeno: &str, batchno: &str) -> Fingerprint {
        Fingerprint::of("callbacks", &[trandeno, batchno])
    }

    #[test]
    fn a_token_continues_where_the_page_ended() {
        let filter = callbacks("T1", "");
        let token = filter.token(["T1", "批次 1"]);
        assert!(token.bytes().all(|byte| byte.is_ascii_graphic()));
        let after = filter.after(&token);
        assert_eq!(after, Some(["T1".to_owned(), "批次 1".to_owned()]));
    }

    #[test]
    fn a_token_is_good_for_its_own_filter_only() {
        let token = callbacks("T1", "").token(["T1", "B1"]);
        for other in [
            callbacks("T2", ""),
            callbacks("", "T1"),
            callbacks("T", "1"),
            Fingerprint::of("notices", &["T1", ""]),
        ] {
            assert_eq!(other.after::<2>(&token), None);
        }
    }

    #[test]
    fn what_is_no_token_is_told_apart() {
        let filter = callbacks("T1", "");
        let good = filter.token(["T1", "B1"]);
        for bad in [
            "",
            "AAAA",
            "not base64!",
            &good[..good.len() - 2],
            &format!("{good}="),
            &filter.token(["T1"]),
            &filter.token(["T1", "B\0"]),
            &"A".repeat(MAX_LENGTH_BYTES + 1),
        ] {
            assert_eq!(filter.after::<2>(bad), None, "{bad}");
        }
    }

    #[test]
    fn tokens_that_callers_hold_stay_good() {
        let token = "CgiS_g3IxudpDRICVDESAkIx";
        assert_eq!(callbacks("T1", "").token(["T1", "B1"]), token);
    }
}
