//! The certificates of the gRPC server.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use tonic::transport::{Certificate, Identity, ServerTlsConfig};

use crate::config::SecurityConfig;

/// A handshake is a few round trips. One that takes longer is a client that
/// holds on to a connection without using it.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// A file of certificates cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("setting --{setting}: {}: {error}", .path.display())]
pub struct TlsError {
    setting: &'static str,
    path: PathBuf,
    error: std::io::Error,
}

/// The TLS of the gRPC server, or none where none is configured.
///
/// A client certificate is optional in the handshake: whether a caller needs
/// one depends on the service, and health has none to ask for. See
/// [`super::auth`].
pub fn server_config(security: &SecurityConfig) -> Result<Option<ServerTlsConfig>, TlsError> {
    let (Some(certificate), Some(key)) = (&security.tls_cert, &security.tls_key) else {
        return Ok(None);
    };
    let identity = Identity::from_pem(read("tls-cert", certificate)?, read("tls-key", key)?);
    let config = ServerTlsConfig::new()
        .identity(identity)
        .timeout(HANDSHAKE_TIMEOUT);
    let Some(authorities) = &security.tls_client_ca else {
        return Ok(Some(config));
    };
    let authorities = Certificate::from_pem(read("tls-client-ca", authorities)?);
    Ok(Some(
        config
            .client_ca_root(authorities)
            .client_auth_optional(true),
    ))
}

fn read(setting: &'static str, path: &Path) -> Result<Vec<u8>, TlsError> {
    fs::read(path).map_err(|error| TlsError {
        setting,
        path: path.to_owned(),
        error,
    })
}
