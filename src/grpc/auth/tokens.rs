//! The bearer tokens that are accepted, by their digests.

use std::{
    collections::BTreeSet,
    fmt, fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// The scope of a token that is good for every service.
const EVERY_SERVICE: &str = "*";

/// The bearer tokens that are accepted.
#[derive(Debug)]
pub struct Tokens {
    holders: Vec<Holder>,
}

/// Who holds a token, and what it is good for.
pub(super) struct Holder {
    pub(super) name: String,
    digest: [u8; 32],
    scopes: BTreeSet<String>,
}

/// The file of tokens cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TokensError {
    /// The file cannot be read.
    #[error("{}: {error}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        error: std::io::Error,
    },
    /// The file does not say what it has to.
    #[error("{}: {problem}", .path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    token: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    sha256: String,
    scopes: Vec<String>,
}

impl Tokens {
    /// Reads the file of tokens. A scope that is none of `services` is refused,
    /// because a misspelt one would silently be good for nothing.
    pub fn read(path: &Path, services: &BTreeSet<String>) -> Result<Self, TokensError> {
        let text = fs::read_to_string(path).map_err(|error| TokensError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        Self::parse(&text, services).map_err(|problem| TokensError::Malformed {
            path: path.to_owned(),
            problem,
        })
    }

    fn parse(text: &str, services: &BTreeSet<String>) -> Result<Self, String> {
        let file: File =
            toml::from_str(text).map_err(|error| error.message().replace('\n', ", "))?;
        let mut names = BTreeSet::new();
        let mut holders = Vec::with_capacity(file.token.len());
        for entry in file.token {
            if !names.insert(entry.name.clone()) {
                return Err(format!("token {}: the name is taken", entry.name));
            }
            holders.push(Holder::from_entry(entry, services)?);
        }
        if holders.is_empty() {
            return Err("there is no token".to_owned());
        }
        Ok(Self { holders })
    }

    /// Who holds `token`. Looks at every digest to its end, so that the time it
    /// takes tells nothing.
    pub(super) fn holder(&self, token: &[u8]) -> Option<&Holder> {
        let digest: [u8; 32] = Sha256::digest(token).into();
        self.holders.iter().fold(None, |found, holder| {
            let matches = bool::from(holder.digest.ct_eq(&digest));
            if matches { Some(holder) } else { found }
        })
    }
}

impl Holder {
    fn from_entry(entry: Entry, services: &BTreeSet<String>) -> Result<Self, String> {
        let Entry {
            name,
            sha256,
            scopes,
        } = entry;
        let digest = digest(&sha256)
            .ok_or_else(|| format!("token {name}: sha256 must be 64 hexadecimal digits"))?;
        let known = |scope: &String| scope == EVERY_SERVICE || services.contains(scope);
        if let Some(scope) = scopes.iter().find(|scope| !known(scope)) {
            return Err(format!("token {name}: {scope} is not a service"));
        }
        if scopes.is_empty() {
            return Err(format!("token {name}: scopes is empty"));
        }
        Ok(Self {
            name,
            digest,
            scopes: scopes.into_iter().collect(),
        })
    }

    pub(super) fn may_call(&self, service: &str) -> bool {
        self.scopes.contains(EVERY_SERVICE) || self.scopes.contains(service)
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Holder")
            .field("name", &self.name)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

fn digest(hexadecimal: &str) -> Option<[u8; 32]> {
    let digits = hexadecimal.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut digest = [0; 32];
    for (byte, pair) in digest.iter_mut().zip(digits.chunks_exact(2)) {
        let (high, low) = (nibble(pair[0])?, nibble(pair[1])?);
        *byte = high << 4 | low;
    }
    Some(digest)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Two tokens: `epay-secret`, for one service, and `root-secret`, for all.
#[cfg(test)]
pub(super) fn examples() -> Tokens {
    let holder = |name: &str, token: &str, scope: &str| Holder {
        name: name.to_owned(),
        digest: Sha256::digest(token).into(),
        scopes: BTreeSet::from([scope.to_owned()]),
    };
    Tokens {
        holders: vec![
            holder("epay", "epay-secret", "refund.v1.EPayRefundService"),
            holder("root", "root-secret", EVERY_SERVICE),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of `secret`.
    const SHA256: &str = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    fn parse(text: &str) -> Result<Tokens, String> {
        let services = BTreeSet::from(["a.B".to_owned()]);
        Tokens::parse(text, &services)
    }

    fn entry(name: &str, sha256: &str, scopes: &str) -> String {
        format!("[[token]]\nname = '{name}'\nsha256 = '{sha256}'\nscopes = {scopes}\n")
    }

    #[test]
    fn a_token_is_known_by_its_digest() {
        for sha256 in [SHA256.to_owned(), SHA256.to_uppercase()] {
            let tokens = parse(&entry("n", &sha256, "['a.B']")).unwrap();
            let holder = tokens.holder(b"secret").unwrap();
            assert_eq!(holder.name, "n");
            assert!(holder.may_call("a.B"));
            assert!(!holder.may_call("a.C"));
            assert!(tokens.holder(b"Secret").is_none());
            assert!(tokens.holder(SHA256.as_bytes()).is_none());
        }
    }

    #[test]
    fn an_unusable_file_is_refused() {
        let twice = entry("n", SHA256, "['*']").repeat(2);
        for (text, problem) in [
            (twice, "token n: the name is taken"),
            (
                entry("n", "2bb8", "['*']"),
                "token n: sha256 must be 64 hexadecimal digits",
            ),
            (
                entry("n", &"g".repeat(64), "['*']"),
                "token n: sha256 must be 64 hexadecimal digits",
            ),
            (
                entry("n", SHA256, "['a.C']"),
                "token n: a.C is not a service",
            ),
            (entry("n", SHA256, "[]"), "token n: scopes is empty"),
            ("token = []".to_owned(), "there is no token"),
            (String::new(), "missing field `token`"),
            (
                "[[token]]\nsecret = 'x'".to_owned(),
                "unknown field `secret`, expected one of `name`, `sha256`, `scopes`",
            ),
        ] {
            assert_eq!(parse(&text).unwrap_err(), problem);
        }
    }

    #[test]
    fn a_digest_is_not_shown() {
        let tokens = parse(&entry("n", SHA256, "['*']")).unwrap();
        assert!(!format!("{tokens:?}").contains("digest"));
    }
}
