//! How calls travel to a server on another machine.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use http::{HeaderValue, Request, Response, header};
use tonic::{
    body::Body,
    transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity},
};
use tower::{
    ServiceExt as _,
    util::{BoxCloneSyncService, MapRequestLayer},
};

/// Carries calls to the services. Clones share the connection.
pub type Transport = BoxCloneSyncService<Request<Body>, Response<Body>, Unreached>;

/// A call that was not answered. The generated clients look at the cause, and
/// tell it by a status.
#[derive(Debug, thiserror::Error)]
#[error("the server was not reached")]
pub struct Unreached(#[source] tonic::transport::Error);

/// Pause between pings to a silent server, and how long it may take to answer
/// one: a server that has vanished without a word is noticed after both.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(30);
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(10);

/// How the server calls us in its log.
const USER_AGENT: &str = concat!("refund-gateway-sidecar/", env!("CARGO_PKG_VERSION"));

/// A server to be reached over the network.
#[derive(Clone, Debug)]
pub struct Remote {
    /// Its address, `http://…` or `https://…`.
    pub url: String,
    /// PEM file of the authorities that may have issued its certificate; those
    /// of the system where there is none.
    pub authorities: Option<PathBuf>,
    /// PEM files of our own certificate and its key.
    pub identity: Option<(PathBuf, PathBuf)>,
    /// File of the bearer token that we show.
    pub token: Option<PathBuf>,
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// How long a call may take.
    pub timeout: Duration,
}

/// Why the way to a server cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The address is none.
    #[error("setting --upstream")]
    Url(#[source] tonic::transport::Error),
    /// A file cannot be read.
    #[error("setting --{setting}: {}", .path.display())]
    File {
        /// The setting that names it.
        setting: &'static str,
        /// Its name.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The file holds no token.
    #[error("setting --upstream-token-file: {} holds no token", .0.display())]
    Token(PathBuf),
    /// The certificates or the key cannot be used.
    #[error("--upstream-ca, --upstream-cert or --upstream-key cannot be used")]
    Tls(#[source] tonic::transport::Error),
}

impl Remote {
    /// Prepares to call. Connects only when there is something to be said, and
    /// again whenever the connection is lost.
    pub fn transport(&self) -> Result<Transport, RemoteError> {
        let token = self.token.as_deref().map(bearer).transpose()?;
        let timeout = grpc_timeout(self.timeout);
        let outfit = MapRequestLayer::new(move |mut request: Request<Body>| {
            let headers = request.headers_mut();
            if let Some(token) = &token {
                headers.insert(header::AUTHORIZATION, token.clone());
            }
            // The server's own answer tells more than our timer can.
            headers
                .entry("grpc-timeout")
                .or_insert_with(|| timeout.clone());
            request
        });
        let service = tower::Layer::layer(&outfit, self.channel()?);
        Ok(BoxCloneSyncService::new(service.map_err(Unreached)))
    }

    fn channel(&self) -> Result<Channel, RemoteError> {
        let mut endpoint = Endpoint::from_shared(self.url.clone())
            .and_then(|endpoint| endpoint.user_agent(USER_AGENT))
            .map_err(RemoteError::Url)?
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            .http2_keep_alive_interval(KEEPALIVE_INTERVAL)
            .keep_alive_timeout(KEEPALIVE_TIMEOUT)
            .keep_alive_while_idle(true);
        if endpoint.uri().scheme() == Some(&http::uri::Scheme::HTTPS) {
            endpoint = endpoint.tls_config(self.tls()?).map_err(RemoteError::Tls)?;
        }
        Ok(endpoint.connect_lazy())
    }

    fn tls(&self) -> Result<ClientTlsConfig, RemoteError> {
        let mut tls = ClientTlsConfig::new();
        tls = match &self.authorities {
            Some(path) => tls.ca_certificate(Certificate::from_pem(read("upstream-ca", path)?)),
            None => tls.with_native_roots(),
        };
        if let Some((certificate, key)) = &self.identity {
            let certificate = read("upstream-cert", certificate)?;
            tls = tls.identity(Identity::from_pem(certificate, read("upstream-key", key)?));
        }
        Ok(tls)
    }
}

/// The token of a file, ready to be shown. White space around it is how editors
/// and shells end files.
fn bearer(path: &Path) -> Result<HeaderValue, RemoteError> {
    let content = read("upstream-token-file", path)?;
    let token = content.trim_ascii();
    let value = [b"Bearer ".as_slice(), token].concat();
    match HeaderValue::from_bytes(&value) {
        Ok(mut value) if !token.is_empty() => {
            value.set_sensitive(true);
            Ok(value)
        }
        _ => Err(RemoteError::Token(path.to_owned())),
    }
}

/// In milliseconds, of which gRPC allows eight digits: a day.
fn grpc_timeout(timeout: Duration) -> HeaderValue {
    let milliseconds = timeout.as_millis().clamp(1, 99_999_999);
    let digits = u32::try_from(milliseconds).unwrap_or(99_999_999);
    HeaderValue::try_from(format!("{digits}m")).unwrap_or(HeaderValue::from_static("99999999m"))
}

fn read(setting: &'static str, path: &Path) -> Result<Vec<u8>, RemoteError> {
    fs::read(path).map_err(|source| RemoteError::File {
        setting,
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn file(content: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(content).unwrap();
        file
    }

    #[test]
    fn a_token_is_read_without_the_end_of_its_line_and_never_shown() {
        let token = file(b"secret\r\n");
        let value = bearer(token.path()).unwrap();
        assert_eq!(value.as_bytes(), b"Bearer secret");
        assert!(!format!("{value:?}").contains("secret"));
    }

    #[test]
    fn a_file_without_a_token_is_refused() {
        for content in [&b""[..], b" \n", b"two\nlines"] {
            let file = file(content);
            let error = bearer(file.path()).unwrap_err();
            assert!(matches!(error, RemoteError::Token(_)), "{error}");
        }
        let missing = bearer(Path::new("/nowhere/token")).unwrap_err();
        assert!(missing.to_string().contains("--upstream-token-file"));
    }

    #[test]
    fn a_timeout_is_told_in_the_digits_that_grpc_allows() {
        assert_eq!(grpc_timeout(Duration::from_secs(10)), "10000m");
        assert_eq!(grpc_timeout(Duration::from_nanos(1)), "1m");
        assert_eq!(grpc_timeout(Duration::MAX), "99999999m");
    }
}
