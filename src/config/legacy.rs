//! How legacy partners are answered.

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser as _},
};

use crate::legacy::settings::{
    InvalidModel, LegacySettings, Locale, PublicAuthority, PublicScheme, UrlPath, UrlPaths,
    WebInterfaceAccess,
};

/// How legacy partners are answered. The defaults are what the documents say of
/// the old server.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Legacy partners")]
pub struct LegacyConfig {
    /// How a request whose fields are missing or wrong is answered
    ///
    /// `errcode`: HTTP 200 and the documented result, whose `errcode` is not 0.
    /// `http-error`: HTTP 400 and what the old framework says by itself. The
    /// documents say `errcode`, and nothing of the other.
    #[arg(
        id = "legacy-invalid-model",
        long = "legacy-invalid-model",
        value_name = "HOW",
        value_parser = PossibleValuesParser::new(InvalidModel::WORDS)
            .try_map(|word| word.parse::<InvalidModel>()),
        default_value = InvalidModel::WORDS[0]
    )]
    pub invalid_model: InvalidModel,

    /// Language of messages to partners
    #[arg(
        id = "legacy-locale",
        long = "legacy-locale",
        value_name = "LOCALE",
        value_parser = PossibleValuesParser::new(Locale::WORDS)
            .try_map(|word| word.parse::<Locale>()),
        default_value = Locale::WORDS[0]
    )]
    pub locale: Locale,

    /// Scheme of the URLs that partners call, whatever a proxy makes of it
    ///
    /// HAWK signs a port: 80 or 443 by this, where `Host` names none.
    #[arg(
        id = "legacy-public-scheme",
        long = "legacy-public-scheme",
        value_name = "SCHEME",
        value_parser = PossibleValuesParser::new(PublicScheme::WORDS)
            .try_map(|word| word.parse::<PublicScheme>()),
        default_value = PublicScheme::WORDS[0]
    )]
    pub public_scheme: PublicScheme,

    /// Host and port of the URLs that partners call, such as
    /// `pay.example.com:443` [default: what `Host` says]
    ///
    /// For proxies that send a `Host` of their own. It goes before
    /// `--legacy-public-scheme`.
    #[arg(
        id = "legacy-public-authority",
        long = "legacy-public-authority",
        value_name = "HOST:PORT"
    )]
    pub public_authority: Option<PublicAuthority>,

    /// Who may call `api/WebInterface/*`: `hawk`, which takes a signature, or
    /// `loopback`, networks such as `10.0.0.0/8`, or a list of both
    ///
    /// On the old server these were open to anybody who could reach it. What
    /// counts is the address that connects, which behind a proxy is the
    /// proxy's: there, `hawk` is the only one that protects.
    #[arg(
        id = "legacy-webinterface-access",
        long = "legacy-webinterface-access",
        value_name = "ACCESS",
        default_value = "loopback"
    )]
    pub webinterface_access: WebInterfaceAccess,

    /// What precedes `/api` in every path, such as `/gateway` [default: nothing]
    #[arg(
        id = "legacy-base-path",
        long = "legacy-base-path",
        value_name = "PATH"
    )]
    pub base_path: Option<UrlPath>,

    /// Paths where TOP is answered, separated by commas
    #[arg(
        id = "legacy-top-paths",
        long = "legacy-top-paths",
        value_name = "PATHS",
        default_value = "/router/rest"
    )]
    pub top_paths: UrlPaths,
}

impl LegacyConfig {
    /// As the legacy room takes them.
    #[must_use]
    pub fn settings(&self) -> LegacySettings {
        LegacySettings {
            invalid_model: self.invalid_model,
            locale: self.locale,
            public_scheme: self.public_scheme,
            public_authority: self.public_authority.clone(),
            webinterface_access: self.webinterface_access.clone(),
            base_path: self.base_path.clone(),
            top_paths: self.top_paths.clone(),
        }
    }
}
