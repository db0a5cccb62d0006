//! Secrets sealed at rest: XChaCha20-Poly1305 under the master key.
//!
//! What a seal belongs to is authenticated with it, so that whoever can write
//! to the database cannot give one partner the secret of another.

use std::fmt;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use zeroize::Zeroizing;

/// The first octet of a seal, should there ever be another kind.
const VERSION: u8 = 1;
const KEY_LENGTH: usize = 32;
const NONCE_LENGTH: usize = 24;

/// A secret in the clear. Wiped from memory when it is dropped, and never shown.
pub type Secret = Zeroizing<Vec<u8>>;

/// What a seal belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner<'a> {
    /// A partner, by its id.
    Partner(&'a str),
    /// A TOP application, by its key.
    TopApp(&'a str),
}

impl Owner<'_> {
    fn associated_data(self) -> Vec<u8> {
        let (kind, id) = match self {
            Self::Partner(id) => ("partner", id),
            Self::TopApp(app_key) => ("top-app", app_key),
        };
        // No kind holds the separator.
        format!("{kind}\0{id}").into_bytes()
    }
}

impl fmt::Display for Owner<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Partner(id) => write!(formatter, "partner {id}"),
            Self::TopApp(app_key) => write!(formatter, "TOP application {app_key}"),
        }
    }
}

/// A seal cannot be opened: it was made with another master key, or for
/// somebody else, or it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the secret was sealed with another master key, or was changed")]
pub struct Unopened;

/// A text is no master key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a master key is one line: 32 octets in base64 (44 characters) or hexadecimal (64 digits)")]
pub struct NotAKey;

/// The key that seals all secrets. Wiped from memory when it is dropped, and
/// never shown.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; KEY_LENGTH]>);

impl MasterKey {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(Zeroizing::new(rand::random()))
    }

    /// Reads one line of base64 or hexadecimal.
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let text = text.trim();
        let octets = if text.len() == 2 * KEY_LENGTH {
            from_hexadecimal(text)
        } else {
            BASE64_STANDARD.decode(text).ok().map(Zeroizing::new)
        };
        let octets = octets.ok_or(NotAKey)?;
        let mut key = Zeroizing::new([0; KEY_LENGTH]);
        if octets.len() != KEY_LENGTH {
            return Err(NotAKey);
        }
        key.copy_from_slice(&octets);
        Ok(Self(key))
    }

    /// The line that [`MasterKey::parse`] reads, to be kept in a file.
    #[must_use]
    pub fn to_line(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64_STANDARD.encode(self.0.as_slice()))
    }

    /// Seals a secret for its owner.
    #[must_use]
    pub fn seal(&self, owner: Owner<'_>, secret: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_LENGTH] = rand::random();
        let payload = Payload {
            msg: secret,
            aad: &owner.associated_data(),
        };
        // Fails for messages beyond 256 GiB only.
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        [&[VERSION], &nonce[..], &sealed.unwrap_or_default()].concat()
    }

    /// Opens the seal of an owner's secret.
    pub fn open(&self, owner: Owner<'_>, sealed: &[u8]) -> Result<Secret, Unopened> {
        let rest = sealed.strip_prefix(&[VERSION]).ok_or(Unopened)?;
        let (nonce, msg) = rest.split_first_chunk::<NONCE_LENGTH>().ok_or(Unopened)?;
        let payload = Payload {
            msg,
            aad: &owner.associated_data(),
        };
        let opened = self.cipher().decrypt(&XNonce::from(*nonce), payload);
        opened.map(Zeroizing::new).map_err(|_| Unopened)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MasterKey(…)")
    }
}

fn from_hexadecimal(text: &str) -> Option<Secret> {
    let digit = |octet: &u8| char::from(*octet).to_digit(16);
    let mut octets = Zeroizing::new(Vec::with_capacity(KEY_LENGTH));
    for pair in text.as_bytes().chunks(2) {
        let [high, low] = pair else { return None };
        octets.push(u8::try_from(digit(high)? * 16 + digit(low)?).ok()?);
    }
    Some(octets)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::partners::top::upper_hexadecimal;

    const OWNER: Owner<'_> = Owner::Partner("agent01");

    #[test]
    fn a_seal_is_opened_by_its_key_for_its_owner_only() {
        let key = MasterKey::random();
        let sealed = key.seal(OWNER, b"KEY0123");
        assert_eq!(**key.open(OWNER, &sealed).unwrap(), *b"KEY0123");
        assert_eq!(MasterKey::random().open(OWNER, &sealed), Err(Unopened));
        for other in [Owner::Partner("agent02"), Owner::TopApp("agent01")] {
            assert_eq!(key.open(other, &sealed), Err(Unopened));
        }
    }

    #[test]
    fn a_changed_seal_is_not_opened() {
        let key = MasterKey::random();
        let sealed = key.seal(OWNER, b"KEY0123");
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert_eq!(key.open(OWNER, &changed), Err(Unopened), "octet {index}");
            assert_eq!(key.open(OWNER, &sealed[..index]), Err(Unopened));
        }
    }

    #[test]
    fn no_two_seals_are_alike_and_none_shows_its_secret() {
        let key = MasterKey::random();
        let (one, other) = (key.seal(OWNER, b"KEY0123"), key.seal(OWNER, b"KEY0123"));
        assert_ne!(one, other);
        assert!(!one.windows(7).any(|window| window == b"KEY0123"));
    }

    #[test]
    fn a_key_is_read_from_base64_and_hexadecimal() {
        let key = MasterKey::random();
        let sealed = key.seal(OWNER, b"x");
        let hexadecimal = upper_hexadecimal(&*key.0).to_lowercase();
        for line in [
            key.to_line().to_string(),
            format!("{}\n", &*key.to_line()),
            hexadecimal.clone(),
            hexadecimal.to_uppercase() + "\r\n",
        ] {
            let read = MasterKey::parse(&line).unwrap();
            assert!(read.open(OWNER, &sealed).is_ok(), "{line}");
        }
        for line in [
            "",
            "QUJD",
            &hexadecimal[1..],
            &"g".repeat(64),
            &"é".repeat(32),
        ] {
            assert_eq!(MasterKey::parse(line).map(drop), Err(NotAKey), "{line}");
        }
        assert_eq!(format!("{key:?}"), "MasterKey(…)");
    }

    proptest! {
        #[test]
        fn nothing_is_opened_by_chance(text in ".*", sealed: Vec<u8>) {
            let _ = MasterKey::parse(&text);
            prop_assert_eq!(MasterKey::random().open(OWNER, &sealed), Err(Unopened));
        }
    }
}
