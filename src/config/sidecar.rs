//! The settings of the sidecar: those of its listener, and the server behind it.

use std::{path::PathBuf, time::Duration};

use clap::{Args, Command, FromArgMatches as _};
use http::{Uri, uri::Scheme};

use super::{
    ConfigError, HttpConfig, LegacyConfig, LogConfig, ProcessConfig, TraceConfig,
    engine::positive_duration,
};
use crate::{legacy::transport::Remote, peers::Peers};

/// Everything that can be set of the sidecar.
#[derive(Args, Clone, Debug)]
pub struct SidecarConfig {
    /// The server behind it.
    #[command(flatten)]
    pub upstream: UpstreamConfig,
    /// How the HTTP server listens.
    #[command(flatten)]
    pub http: HttpConfig,
    /// How legacy partners are answered.
    #[command(flatten)]
    pub legacy: LegacyConfig,
    /// What is logged, and how.
    #[command(flatten)]
    pub log: LogConfig,
    /// Where spans go.
    #[command(flatten)]
    pub trace: TraceConfig,
    /// How the process ends.
    #[command(flatten)]
    pub process: ProcessConfig,
}

/// The server behind the sidecar.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Upstream")]
pub struct UpstreamConfig {
    /// Address of the gRPC server that does the work, such as
    /// `https://refunds.internal:50051`
    #[arg(id = "upstream", long = "upstream", value_name = "URL")]
    pub url: String,

    /// PEM file of the authorities that the server's certificate may come from
    /// [default: those of the system]
    #[arg(id = "upstream-ca", long = "upstream-ca", value_name = "FILE")]
    pub ca: Option<PathBuf>,

    /// PEM file of the certificate that is shown to the server
    #[arg(id = "upstream-cert", long = "upstream-cert", value_name = "FILE")]
    pub cert: Option<PathBuf>,

    /// PEM file of the private key of `--upstream-cert`
    #[arg(id = "upstream-key", long = "upstream-key", value_name = "FILE")]
    pub key: Option<PathBuf>,

    /// File of the bearer token that is shown to the server
    ///
    /// Its scopes have to name every service that partners reach, and
    /// `refund.v1.PartnerAuthService`. It is never sent in the clear beyond
    /// loopback.
    #[arg(
        id = "upstream-token-file",
        long = "upstream-token-file",
        value_name = "FILE"
    )]
    pub token_file: Option<PathBuf>,

    /// Longest time to connect to the server
    #[arg(
        id = "upstream-connect-timeout",
        long = "upstream-connect-timeout",
        value_name = "DURATION",
        value_parser = positive_duration,
        default_value = "3s"
    )]
    pub connect_timeout: Duration,

    /// Longest time of a call to the server
    ///
    /// As `--request-timeout` of the server, so that neither waits for what the
    /// other has given up.
    #[arg(
        id = "upstream-timeout",
        long = "upstream-timeout",
        value_name = "DURATION",
        value_parser = positive_duration,
        default_value = "10s"
    )]
    pub timeout: Duration,
}

impl SidecarConfig {
    /// The defaults, before the server at `url`.
    #[must_use]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the defaults are constants, and a test parses them"
    )]
    pub fn of(url: &str) -> Self {
        let command = Self::augment_args(Command::new("defaults"));
        let flag = format!("--upstream={url}");
        command
            .try_get_matches_from(["defaults", &flag])
            .and_then(|matches| Self::from_arg_matches(&matches))
            .expect("every other setting has a valid default")
    }

    /// Checks what one setting demands of the others.
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.trace.validate()?;
        self.upstream.validate()
    }
}

impl UpstreamConfig {
    /// As the transport takes it.
    #[must_use]
    pub fn remote(&self) -> Remote {
        Remote {
            url: self.url.clone(),
            authorities: self.ca.clone(),
            identity: self.cert.clone().zip(self.key.clone()),
            token: self.token_file.clone(),
            connect_timeout: self.connect_timeout,
            timeout: self.timeout,
        }
    }

    fn validate(&self) -> Result<(), ConfigError> {
        let uri: Option<Uri> = self.url.parse().ok();
        let uri = uri.filter(is_address).ok_or_else(|| {
            let problem = "must be an address such as https://refunds.internal:50051";
            ConfigError::new("upstream", problem)
        })?;
        match (&self.cert, &self.key) {
            (Some(_), None) => {
                return Err(ConfigError::new(
                    "upstream-key",
                    "--upstream-cert needs its key",
                ));
            }
            (None, Some(_)) => {
                return Err(ConfigError::new(
                    "upstream-cert",
                    "--upstream-key needs its certificate",
                ));
            }
            _ => {}
        }
        if uri.scheme() == Some(&Scheme::HTTPS) {
            return Ok(());
        }
        let for_tls = [("upstream-ca", &self.ca), ("upstream-cert", &self.cert)];
        for (setting, file) in for_tls {
            if file.is_some() {
                let problem = "certificates need an --upstream that begins with https://";
                return Err(ConfigError::new(setting, problem));
            }
        }
        if self.token_file.is_some() && !is_loopback(&uri) {
            let problem = "a token is not sent in the clear, --upstream has to begin with https://";
            return Err(ConfigError::new("upstream-token-file", problem));
        }
        Ok(())
    }
}

fn is_address(uri: &Uri) -> bool {
    let is_known = matches!(uri.scheme_str(), Some("http" | "https"));
    is_known && uri.host().is_some() && uri.path() == "/" && uri.query().is_none()
}

fn is_loopback(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse();
    host == "localhost" || address.is_ok_and(|address| Peers::loopback().contain(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(flags: &[&str]) -> SidecarConfig {
        let command = SidecarConfig::augment_args(Command::new("sidecar"));
        let matches = command.try_get_matches_from([&["sidecar"], flags].concat());
        SidecarConfig::from_arg_matches(&matches.unwrap()).unwrap()
    }

    fn check(flags: &[&str]) -> Result<(), &'static str> {
        config(flags).validate().map_err(|error| error.setting)
    }

    #[test]
    fn an_upstream_is_an_address_and_nothing_more() {
        for url in ["http://10.0.0.1:50051", "https://refunds.internal"] {
            assert_eq!(check(&["--upstream", url]), Ok(()), "{url}");
        }
        for url in [
            "",
            "refunds:50051",
            "ftp://a",
            "http://a/b",
            "https://",
            "http://a?b",
        ] {
            assert_eq!(check(&["--upstream", url]), Err("upstream"), "{url}");
        }
    }

    #[test]
    fn a_token_is_not_sent_in_the_clear() {
        let check = |url| check(&["--upstream", url, "--upstream-token-file", "t"]);
        assert_eq!(check("http://10.0.0.1:50051"), Err("upstream-token-file"));
        for url in [
            "https://10.0.0.1:50051",
            "http://127.0.0.1:50051",
            "http://[::1]:50051",
            "http://localhost:50051",
        ] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn certificates_come_with_their_keys_and_with_tls() {
        let http = |flag| check(&["--upstream", "http://localhost", flag, "f"]);
        let https = |flag| check(&["--upstream", "https://localhost", flag, "f"]);
        assert_eq!(http("--upstream-ca"), Err("upstream-ca"));
        assert_eq!(https("--upstream-ca"), Ok(()));
        assert_eq!(https("--upstream-cert"), Err("upstream-key"));
        assert_eq!(https("--upstream-key"), Err("upstream-cert"));
    }
}
