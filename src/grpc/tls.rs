//! The certificates of the gRPC server.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use rustls::{
    RootCertStore, ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject as _},
    server::{VerifierBuilderError, WebPkiClientVerifier},
};
use tokio_rustls::TlsAcceptor;

use crate::config::SecurityConfig;

/// HTTP/2, by its name in a handshake.
const HTTP2: &[u8] = b"h2";

/// Certificates or keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("setting --{setting}: {}", .path.display())]
    Unreadable {
        /// The setting that names the file.
        setting: &'static str,
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A file has not what it should, in PEM.
    #[error("setting --{setting}: {}", .path.display())]
    Undecodable {
        /// The setting that names the file.
        setting: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: pem::Error,
    },
    /// The key does not fit the certificate, or either is of no known kind.
    #[error("--tls-cert and --tls-key cannot be used")]
    Unusable(#[from] rustls::Error),
    /// There is no authority in the file.
    #[error("--tls-client-ca cannot be used")]
    NoAuthority(#[from] VerifierBuilderError),
}

/// The TLS of the gRPC server, or none where none is configured.
///
/// A client certificate is optional in the handshake: whether a caller needs
/// one depends on the service, and health has none to ask for. See
/// [`super::auth`].
pub fn acceptor(security: &SecurityConfig) -> Result<Option<TlsAcceptor>, TlsError> {
    let (Some(certificate), Some(key)) = (&security.tls_cert, &security.tls_key) else {
        return Ok(None);
    };
    let chain = certificates("tls-cert", certificate)?;
    let key = decoded("tls-key", key, PrivateKeyDer::from_pem_slice)?;

    let config = ServerConfig::builder();
    let config = match &security.tls_client_ca {
        None => config.with_no_client_auth(),
        Some(path) => {
            let mut authorities = RootCertStore::empty();
            authorities.add_parsable_certificates(certificates("tls-client-ca", path)?);
            let verifier = WebPkiClientVerifier::builder(Arc::new(authorities));
            config.with_client_cert_verifier(verifier.allow_unauthenticated().build()?)
        }
    };
    let mut config = config.with_single_cert(chain, key)?;
    config.alpn_protocols = vec![HTTP2.to_vec()];
    Ok(Some(TlsAcceptor::from(Arc::new(config))))
}

fn certificates(
    setting: &'static str,
    path: &Path,
) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let decode = |pem: &[u8]| CertificateDer::pem_slice_iter(pem).collect();
    decoded(setting, path, decode)
}

fn decoded<T>(
    setting: &'static str,
    path: &Path,
    decode: impl FnOnce(&[u8]) -> Result<T, pem::Error>,
) -> Result<T, TlsError> {
    let pem = fs::read(path).map_err(|source| TlsError::Unreadable {
        setting,
        path: path.to_owned(),
        source,
    })?;
    decode(&pem).map_err(|source| TlsError::Undecodable {
        setting,
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    /// What becomes of a certificate, a key and authorities, each in a file.
    fn refusal(certificate: &str, key: &str, authorities: &str) -> Option<String> {
        let directory = tempfile::tempdir().unwrap();
        let file = |name: &str, content: &str| {
            let path = directory.path().join(name);
            fs::write(&path, content).unwrap();
            Some(path)
        };
        let security = SecurityConfig {
            tls_cert: file("cert.pem", certificate),
            tls_key: file("key.pem", key),
            tls_client_ca: file("ca.pem", authorities),
            tokens_file: None,
            insecure: false,
        };
        let error = acceptor(&security).err()?;
        let reason = error.source().map(ToString::to_string);
        Some(format!("{error}: {}", reason.unwrap_or_default()))
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let pair = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let (certificate, key) = (&pair.cert.pem(), &pair.signing_key.serialize_pem());
        assert_eq!(refusal(certificate, key, certificate), None);

        let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let other = &other.signing_key.serialize_pem();
        let broken = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
        for (refusal, setting) in [
            (refusal("", key, certificate), "--tls-cert"),
            (refusal(broken, key, certificate), "--tls-cert"),
            (refusal(certificate, "", certificate), "--tls-key"),
            (refusal(certificate, other, certificate), "--tls-key"),
            (refusal(certificate, key, ""), "--tls-client-ca"),
            (refusal(certificate, key, broken), "--tls-client-ca"),
        ] {
            let refusal = refusal.unwrap();
            assert!(refusal.contains(setting), "{refusal}");
        }
        let absent = SecurityConfig {
            tls_cert: Some("absent.pem".into()),
            tls_key: Some("absent.pem".into()),
            tls_client_ca: None,
            tokens_file: None,
            insecure: false,
        };
        let error = acceptor(&absent).err().unwrap();
        assert_eq!(error.to_string(), "setting --tls-cert: absent.pem");
    }
}
