//! How to connect: TLS or not, who calls, and how long a call may take.

use std::{
    fs, io,
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use http::{HeaderValue, Uri};
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity};

use crate::Transport;

const LONGEST_TIMEOUT: Duration = Duration::from_hours(365 * 24);

/// How to connect. There is TLS or there is none; the rest may be left out.
#[derive(Clone)]
pub struct Options {
    tls: bool,
    ca_file: Option<PathBuf>,
    client_certificate: Option<(PathBuf, PathBuf)>,
    token: Option<String>,
    timeout: Duration,
}

/// Why there is nothing to connect with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// The address is none.
    #[error("not `host:port`: {0:?}")]
    Address(String),
    /// A file cannot be read.
    #[error("cannot read {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file has no certificate in PEM.
    #[error("no certificate in {0}")]
    NoCertificate(PathBuf),
    /// Certificates do nothing without TLS.
    #[error("plaintext together with a certificate")]
    PlaintextWithCertificate,
    /// A token without TLS goes to the same machine only.
    #[error("the token would be sent to {0} without TLS")]
    TokenWithoutTls(String),
    /// The token has characters that no token has.
    #[error("the token has characters that cannot be sent")]
    Token,
    /// The certificates or the key are none, or the system has no authorities.
    #[error("TLS: {0}")]
    Tls(#[source] tonic::transport::Error),
}

impl Options {
    /// With TLS, trusting the authorities of the system.
    #[must_use]
    pub fn tls() -> Self {
        Self {
            tls: true,
            ca_file: None,
            client_certificate: None,
            token: None,
            timeout: Duration::from_secs(10),
        }
    }

    /// Without TLS, which a gateway on the same machine needs not.
    #[must_use]
    pub fn plaintext() -> Self {
        Self {
            tls: false,
            ..Self::tls()
        }
    }

    /// Trusts the authorities in a PEM file, and no others.
    #[must_use]
    pub fn ca_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.ca_file = Some(path.into());
        self
    }

    /// Proves who calls by the certificate and the private key in two PEM files.
    #[must_use]
    pub fn client_certificate(
        mut self,
        certificate: impl Into<PathBuf>,
        key: impl Into<PathBuf>,
    ) -> Self {
        self.client_certificate = Some((certificate.into(), key.into()));
        self
    }

    /// Proves who calls by a bearer token. It is sent over TLS, or to the same
    /// machine.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// How long a call may take that sets no timeout: 10 seconds by default, a
    /// year at most.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout.min(LONGEST_TIMEOUT);
        self
    }

    pub(crate) fn connect(self, address: &str) -> Result<Transport, ConnectError> {
        let scheme = if self.tls { "https" } else { "http" };
        let uri = format!("{scheme}://{address}")
            .parse::<Uri>()
            .ok()
            .filter(|uri| uri.port_u16().is_some() && !address.contains('@'))
            .filter(|uri| uri.authority().is_some_and(|it| it.as_str() == address))
            .ok_or_else(|| ConnectError::Address(address.to_owned()))?;
        let authorization = self.authorization(&uri)?;
        let mut endpoint = Endpoint::from(uri)
            .connect_timeout(Duration::from_secs(5))
            .http2_keep_alive_interval(Duration::from_secs(30))
            .keep_alive_timeout(Duration::from_secs(5))
            .keep_alive_while_idle(true);
        if self.tls {
            endpoint = endpoint
                .tls_config(self.tls_config()?)
                .map_err(ConnectError::Tls)?;
        } else if self.ca_file.is_some() || self.client_certificate.is_some() {
            return Err(ConnectError::PlaintextWithCertificate);
        }
        Ok(Transport::new(
            endpoint.connect_lazy(),
            authorization,
            self.timeout,
        ))
    }

    fn authorization(&self, uri: &Uri) -> Result<Option<HeaderValue>, ConnectError> {
        let Some(token) = &self.token else {
            return Ok(None);
        };
        if !self.tls && !is_loopback(uri) {
            return Err(ConnectError::TokenWithoutTls(uri.to_string()));
        }
        let mut value =
            HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| ConnectError::Token)?;
        value.set_sensitive(true);
        Ok(Some(value))
    }

    fn tls_config(&self) -> Result<ClientTlsConfig, ConnectError> {
        let mut config = ClientTlsConfig::new();
        config = match &self.ca_file {
            Some(path) => config.ca_certificate(Certificate::from_pem(certificates(path)?)),
            None => config.with_native_roots(),
        };
        if let Some((certificate, key)) = &self.client_certificate {
            config = config.identity(Identity::from_pem(certificates(certificate)?, read(key)?));
        }
        Ok(config)
    }
}

fn is_loopback(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

/// TLS would take a file without any as one that trusts nobody.
fn certificates(path: &Path) -> Result<String, ConnectError> {
    let text = read(path)?;
    if text.contains("-----BEGIN CERTIFICATE-----") {
        Ok(text)
    } else {
        Err(ConnectError::NoCertificate(path.to_owned()))
    }
}

fn read(path: &Path) -> Result<String, ConnectError> {
    fs::read_to_string(path).map_err(|source| ConnectError::File {
        path: path.to_owned(),
        source,
    })
}
