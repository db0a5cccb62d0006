//! How to connect: TLS or not, who calls, and how long a call may take.

use std::{
    fs, io,
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use http::{HeaderValue, Uri};
use tonic::transport::{self, Certificate, Channel, ClientTlsConfig, Endpoint, Identity};

/// How to connect: by default with TLS, and as nobody in particular.
#[derive(Clone, Default)]
pub struct Options {
    /// Without TLS, which a gateway on the same machine needs not.
    pub plaintext: bool,
    /// Trusts the authorities in this PEM file, and not those of the system.
    pub ca: Option<PathBuf>,
    /// Proves who calls by the certificate in this PEM file, and `key`.
    pub certificate: Option<PathBuf>,
    /// The private key of `certificate`, in a PEM file.
    pub key: Option<PathBuf>,
    /// Proves who calls by a bearer token. It is sent over TLS, or to the same
    /// machine.
    pub token: Option<String>,
    /// How long a call may take that sets no timeout: 10 seconds without.
    pub timeout: Option<Duration>,
}

/// Why there is nothing to connect with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// What was asked for makes no sense, or is not safe.
    #[error("{0}")]
    Refused(&'static str),
    /// A file cannot be read, or has nothing in PEM.
    #[error("cannot read {0}: {1}")]
    File(PathBuf, #[source] io::Error),
    /// The address is none, the certificates or the key are none, or the system
    /// has no authorities.
    #[error(transparent)]
    Transport(#[from] transport::Error),
}

impl Options {
    pub(crate) fn channel(&self, address: &str) -> Result<Channel, ConnectError> {
        let scheme = if self.plaintext { "http" } else { "https" };
        let mut endpoint = Endpoint::from_shared(format!("{scheme}://{address}"))?
            .connect_timeout(Duration::from_secs(5))
            .http2_keep_alive_interval(Duration::from_secs(30))
            .keep_alive_timeout(Duration::from_secs(5))
            .keep_alive_while_idle(true);
        let uri = endpoint.uri();
        if uri.port_u16().is_none() || uri.authority().is_none_or(|it| it != address) {
            return Err(ConnectError::Refused("the address is not `host:port`"));
        }
        if !self.plaintext {
            endpoint = endpoint.tls_config(self.tls_config()?)?;
        } else if self.ca.is_some() || self.certificate.is_some() || self.key.is_some() {
            return Err(ConnectError::Refused("plaintext with a certificate"));
        } else if self.token.is_some() && !is_loopback(uri) {
            return Err(ConnectError::Refused("a token without TLS"));
        }
        Ok(endpoint.connect_lazy())
    }

    pub(crate) fn authorization(&self) -> Result<Option<HeaderValue>, ConnectError> {
        let Some(token) = &self.token else {
            return Ok(None);
        };
        let mut value = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|_| ConnectError::Refused("the token cannot be sent"))?;
        value.set_sensitive(true);
        Ok(Some(value))
    }

    fn tls_config(&self) -> Result<ClientTlsConfig, ConnectError> {
        let config = match &self.ca {
            Some(ca) => ClientTlsConfig::new().ca_certificate(Certificate::from_pem(read(ca)?)),
            None => ClientTlsConfig::new().with_native_roots(),
        };
        match (&self.certificate, &self.key) {
            (Some(certificate), Some(key)) => {
                Ok(config.identity(Identity::from_pem(read(certificate)?, read(key)?)))
            }
            (None, None) => Ok(config),
            _ => Err(ConnectError::Refused("a certificate lacks its key")),
        }
    }
}

fn is_loopback(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

/// TLS would take a file without any certificate as one that trusts nobody.
fn read(path: &Path) -> Result<String, ConnectError> {
    let file = |error| ConnectError::File(path.to_owned(), error);
    let text = fs::read_to_string(path).map_err(file)?;
    if text.contains("-----BEGIN ") {
        Ok(text)
    } else {
        Err(file(io::ErrorKind::InvalidData.into()))
    }
}
