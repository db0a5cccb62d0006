//! What an address of a database says.

use super::error::OpenError;

/// An address, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address<'a> {
    /// The whole address, for the client to understand.
    Postgres(&'a str),
    /// The path of the file.
    Sqlite(&'a str),
}

impl<'a> Address<'a> {
    /// Takes `sqlite://file`, `sqlite:file`, `sqlite:///file/from/root` and
    /// `postgres://…`.
    pub(super) fn parse(url: &'a str) -> Result<Self, OpenError> {
        match url.split_once(':') {
            Some(("postgres" | "postgresql", rest)) if rest.len() > "//".len() => {
                Ok(Self::Postgres(url))
            }
            Some(("sqlite", rest)) => match rest.strip_prefix("//").unwrap_or(rest) {
                "" => Err(OpenError::UnknownAddress),
                ":memory:" => Err(OpenError::InMemory),
                path => Ok(Self::Sqlite(path)),
            },
            _ => Err(OpenError::UnknownAddress),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        for (url, path) in [
            ("sqlite://a.db", "a.db"),
            ("sqlite:a.db", "a.db"),
            ("sqlite:///srv/a.db", "/srv/a.db"),
            ("sqlite:/srv/a.db", "/srv/a.db"),
        ] {
            assert_eq!(Address::parse(url).unwrap(), Address::Sqlite(path), "{url}");
        }
        for url in ["postgres://h/d", "postgresql://u:p@h:1/d?a=b"] {
            assert_eq!(Address::parse(url).unwrap(), Address::Postgres(url));
        }
        for url in [
            "",
            "a.db",
            "sqlite:",
            "sqlite://",
            "sqlite::memory:",
            "mysql://h/d",
        ] {
            Address::parse(url).unwrap_err();
        }
    }
}
