//! The address of a database, which may hold a password.

use std::{convert::Infallible, fmt, path::Path, str::FromStr};

use super::ConfigError;

/// The address of a database. Shown without its password, whether by `{}` or
/// by `{:?}`.
///
/// Any text parses: a check at parse time would have clap repeat the text, and
/// so the password, in its error. [`DatabaseUrl::backend`] checks it instead.
#[derive(Clone, Eq, PartialEq)]
pub struct DatabaseUrl(String);

/// Which kind of database an address names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Backend {
    /// PostgreSQL, or an engine that speaks its protocol.
    Postgres,
    /// A file of the embedded database.
    Sqlite,
}

impl DatabaseUrl {
    /// The whole address, password included: for opening the database, never
    /// for showing.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Which kind of database the address names.
    pub fn backend(&self) -> Result<Backend, ConfigError> {
        match self.0.split_once("://") {
            Some(("postgres" | "postgresql", rest)) if !rest.is_empty() => Ok(Backend::Postgres),
            Some(("sqlite", rest)) if !rest.is_empty() => Ok(Backend::Sqlite),
            _ => Err(ConfigError::new(
                "database-url",
                "must begin with sqlite:// or postgres:// and name a database",
            )),
        }
    }

    /// The file of an embedded database.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        let file = self.0.strip_prefix("sqlite://").map(Path::new);
        file.filter(|file| *file != Path::new(""))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.backend(), self.0.split_once("://")) {
            (Ok(Backend::Sqlite), _) => formatter.write_str(&self.0),
            (Ok(Backend::Postgres), Some((scheme, rest))) => {
                // Parameters may hold a password too. The last `@` ends the
                // user's part even where a password was not percent-encoded,
                // and so may hold `?`, `/` or `@` itself.
                let (user, place) = match rest.rsplit_once('@') {
                    Some((user, place)) => (user, place),
                    None => ("", rest),
                };
                let place = place.split('?').next().unwrap_or_default();
                let name = user.split(':').next().unwrap_or_default();
                match (user.is_empty(), user == name) {
                    (true, _) => write!(formatter, "{scheme}://{place}"),
                    (false, true) => write!(formatter, "{scheme}://{name}@{place}"),
                    (false, false) => write!(formatter, "{scheme}://{name}:***@{place}"),
                }
            }
            _ => formatter.write_str("(not a database address)"),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\"{self}\"")
    }
}

impl From<&str> for DatabaseUrl {
    fn from(address: &str) -> Self {
        Self(address.to_owned())
    }
}

impl From<String> for DatabaseUrl {
    fn from(address: String) -> Self {
        Self(address)
    }
}

impl FromStr for DatabaseUrl {
    type Err = Infallible;

    fn from_str(address: &str) -> Result<Self, Infallible> {
        Ok(Self(address.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for (address, shown) in [
            ("sqlite://a.db", "sqlite://a.db"),
            ("postgres://h/d", "postgres://h/d"),
            ("postgres://u@h/d", "postgres://u@h/d"),
            ("postgres://u:hunter2@h:5432/d", "postgres://u:***@h:5432/d"),
            ("postgresql://u:hun@ter2@h/d", "postgresql://u:***@h/d"),
            ("postgres://u:hunter2?x/y@h/d", "postgres://u:***@h/d"),
            ("postgres://h/d?user=u&password=hunter2", "postgres://h/d"),
            ("postgres//u:hunter2@h/d", "(not a database address)"),
            ("mysql://u:hunter2@h/d", "(not a database address)"),
        ] {
            let url = DatabaseUrl::from(address);
            assert_eq!(url.to_string(), shown);
            assert_eq!(format!("{url:?}"), format!("\"{shown}\""));
        }
    }

    #[test]
    fn the_scheme_tells_the_kind() {
        let kind = |address: &str| DatabaseUrl::from(address).backend().ok();
        assert_eq!(kind("sqlite://a.db"), Some(Backend::Sqlite));
        assert_eq!(kind("postgres://h/d"), Some(Backend::Postgres));
        assert_eq!(kind("postgresql://h/d"), Some(Backend::Postgres));
        assert_eq!(kind("sqlite://"), None);
        assert_eq!(kind("a.db"), None);
    }

    #[test]
    fn only_an_embedded_database_has_a_file() {
        let file = |address: &str| DatabaseUrl::from(address).file().map(Path::to_owned);
        assert_eq!(file("sqlite://a.db"), Some("a.db".into()));
        assert_eq!(file("sqlite:///srv/a.db"), Some("/srv/a.db".into()));
        assert_eq!(file("sqlite://"), None);
        assert_eq!(file("postgres://h/d"), None);
    }
}
