//! What can be set of the legacy surface, as plain values.
//!
//! Most of it is what nobody outside could find out about the old server: each
//! default is the reading that the reference documents support.

use std::str::FromStr;

use http::uri::Authority;

use crate::peers::{Peers, PeersError};

/// Everything that can be set of the legacy surface.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LegacySettings {
    /// How a model that does not validate is answered.
    pub invalid_model: InvalidModel,
    /// The language of messages.
    pub locale: Locale,
    /// The scheme that partners use, whatever a proxy makes of it.
    pub public_scheme: PublicScheme,
    /// The host and port that partners use, where `Host` does not tell.
    pub public_authority: Option<PublicAuthority>,
    /// Who may call `api/WebInterface/*`.
    pub webinterface_access: WebInterfaceAccess,
    /// What precedes `/api` in every path.
    pub base_path: Option<UrlPath>,
    /// Where TOP is answered.
    pub top_paths: UrlPaths,
}

/// How a model that does not validate is answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum InvalidModel {
    /// HTTP 200 and the documented result, whose `errcode` is not 0.
    Errcode,
    /// HTTP 400 and the framework's own `HttpError`.
    HttpError,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Locale {
    /// Simplified Chinese.
    ZhCn,
    /// English.
    En,
}

/// The scheme that partners use. It tells the port where none is named.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PublicScheme {
    /// Port 80.
    Http,
    /// Port 443.
    Https,
}

/// The host and port that partners use.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PublicAuthority {
    host: String,
    port: u16,
}

/// Who may call `api/WebInterface/*`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum WebInterfaceAccess {
    /// Whoever signs with HAWK.
    Hawk,
    /// Whoever calls from one of these addresses.
    Peers(Peers),
}

/// A path as it stands in a URL: begins with a slash and does not end with one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UrlPath(String);

/// One or more paths.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UrlPaths(Vec<UrlPath>);

/// A value that cannot be understood.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SettingError {
    /// None of the words that there are.
    #[error("must be {0}")]
    NoSuchWord(&'static str),
    /// Not a host and a port.
    #[error("must be a host and its port, such as pay.example.com:443")]
    NotAnAuthority,
    /// Not a path as [`UrlPath`] has it.
    #[error("`{0}` must begin with a slash, not end with one, and be a path alone")]
    NotAPath(String),
    /// Not a list of networks.
    #[error("{0}; or `hawk`")]
    NotPeers(#[from] PeersError),
}

impl InvalidModel {
    /// The words for it, in the order of its variants.
    pub const WORDS: [&str; 2] = ["errcode", "http-error"];
}

impl FromStr for InvalidModel {
    type Err = SettingError;

    fn from_str(word: &str) -> Result<Self, SettingError> {
        match word {
            "errcode" => Ok(Self::Errcode),
            "http-error" => Ok(Self::HttpError),
            _ => Err(SettingError::NoSuchWord("errcode or http-error")),
        }
    }
}

impl Locale {
    /// The words for it, in the order of its variants.
    pub const WORDS: [&str; 2] = ["zh-CN", "en"];
}

impl FromStr for Locale {
    type Err = SettingError;

    fn from_str(word: &str) -> Result<Self, SettingError> {
        match word {
            "zh-CN" => Ok(Self::ZhCn),
            "en" => Ok(Self::En),
            _ => Err(SettingError::NoSuchWord("zh-CN or en")),
        }
    }
}

impl PublicScheme {
    /// The words for it, in the order of its variants.
    pub const WORDS: [&str; 2] = ["http", "https"];

    /// The port that a URL of this scheme means when it names none.
    #[must_use]
    pub fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

impl FromStr for PublicScheme {
    type Err = SettingError;

    fn from_str(word: &str) -> Result<Self, SettingError> {
        match word {
            "http" => Ok(Self::Http),
            "https" => Ok(Self::Https),
            _ => Err(SettingError::NoSuchWord("http or https")),
        }
    }
}

impl PublicAuthority {
    /// The host, in brackets if it is an IPv6 address.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl FromStr for PublicAuthority {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let authority: Authority = text.parse().map_err(|_| SettingError::NotAnAuthority)?;
        match authority.port_u16() {
            Some(port) if !text.contains('@') && !authority.host().is_empty() => Ok(Self {
                host: authority.host().to_owned(),
                port,
            }),
            _ => Err(SettingError::NotAnAuthority),
        }
    }
}

impl FromStr for WebInterfaceAccess {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        match text {
            "hawk" => Ok(Self::Hawk),
            _ => Ok(Self::Peers(text.parse()?)),
        }
    }
}

impl UrlPath {
    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UrlPath {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let is_path = text.len() > 1
            && text.starts_with('/')
            && !text.ends_with('/')
            && !text.contains("//")
            && text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#' | b'%'));
        if is_path {
            Ok(Self(text.to_owned()))
        } else {
            Err(SettingError::NotAPath(text.to_owned()))
        }
    }
}

impl UrlPaths {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(UrlPath::as_str)
    }
}

impl FromStr for UrlPaths {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let paths = text.split(',').map(|path| path.trim().parse());
        Ok(Self(paths.collect::<Result<_, _>>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_understood_and_no_other() {
        assert_eq!(
            InvalidModel::WORDS.map(str::parse),
            [Ok(InvalidModel::Errcode), Ok(InvalidModel::HttpError)]
        );
        assert_eq!(
            Locale::WORDS.map(str::parse),
            [Ok(Locale::ZhCn), Ok(Locale::En)]
        );
        assert_eq!(
            PublicScheme::WORDS.map(str::parse),
            [Ok(PublicScheme::Http), Ok(PublicScheme::Https)]
        );
        assert!("zh".parse::<Locale>().is_err());
    }

    #[test]
    fn a_public_authority_is_a_host_and_a_port() {
        for (text, host, port) in [
            ("pay.example.com:443", "pay.example.com", 443),
            ("[::1]:8443", "[::1]", 8443),
        ] {
            let authority: PublicAuthority = text.parse().unwrap();
            assert_eq!((authority.host(), authority.port()), (host, port));
        }
        for text in ["", "pay.example.com", "u@pay.example.com:443", ":80", "a:b"] {
            let parsed = text.parse::<PublicAuthority>();
            assert_eq!(parsed, Err(SettingError::NotAnAuthority), "{text}");
        }
    }

    #[test]
    fn the_web_interface_is_open_to_addresses_or_to_signatures() {
        assert_eq!("hawk".parse(), Ok(WebInterfaceAccess::Hawk));
        let loopback = WebInterfaceAccess::Peers(Peers::loopback());
        assert_eq!("loopback".parse(), Ok(loopback));
        let error = "everyone".parse::<WebInterfaceAccess>().unwrap_err();
        let said = error.to_string();
        assert!(
            said.contains("`everyone`") && said.contains("`hawk`"),
            "{said}"
        );
    }

    #[test]
    fn paths_are_absolute_and_nothing_else() {
        let paths: UrlPaths = "/router/rest, /top".parse().unwrap();
        assert_eq!(paths.iter().collect::<Vec<_>>(), ["/router/rest", "/top"]);
        for text in ["", "/", "a", "/a/", "/a//b", "/a?b", "/a#b", "/a b", "/%61"] {
            let error = SettingError::NotAPath(text.to_owned());
            assert_eq!(text.parse::<UrlPath>(), Err(error));
        }
        assert!("/a,".parse::<UrlPaths>().is_err());
    }
}
