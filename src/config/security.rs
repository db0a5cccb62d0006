//! Who may call, and over what.

use std::{net::SocketAddr, path::PathBuf};

use clap::{ArgAction, Args};

use super::ConfigError;

/// Who may call, and over what.
///
/// Whatever is configured is enforced on every address. Beyond loopback the
/// gRPC server demands TLS, and a client certificate or a token of every caller.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Security")]
pub struct SecurityConfig {
    /// PEM file of the gRPC server's certificate, followed by its issuers
    #[arg(long, value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,

    /// PEM file of the private key of `--tls-cert`
    #[arg(long, value_name = "FILE")]
    pub tls_key: Option<PathBuf>,

    /// PEM file of the authorities whose client certificates are accepted, for
    /// every service
    #[arg(long, value_name = "FILE")]
    pub tls_client_ca: Option<PathBuf>,

    /// TOML file of the bearer tokens that are accepted, each with the services
    /// it is good for
    ///
    /// One `[[token]]` per caller: `name`, `sha256` (the digest of the token in
    /// hexadecimal; the token itself is kept nowhere), `scopes` (a list of
    /// services such as "refund.v1.EPayRefundService", or "*").
    #[arg(long, value_name = "FILE")]
    pub tokens_file: Option<PathBuf>,

    /// Do without what gRPC on an address beyond loopback demands
    ///
    /// For a network that encrypts and authenticates by other means, such as a
    /// service mesh.
    #[arg(
        long,
        action = ArgAction::Set,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        default_value_t = false
    )]
    pub insecure: bool,
}

impl SecurityConfig {
    /// The HTTP server needs none of this: each of its routes has a rule of its
    /// own.
    pub(super) fn validate(&self, grpc_listen: SocketAddr) -> Result<(), ConfigError> {
        self.validate_files()?;
        if self.insecure || is_loopback(grpc_listen) {
            return Ok(());
        }
        self.validate_exposed(grpc_listen)
    }

    fn validate_files(&self) -> Result<(), ConfigError> {
        match (&self.tls_cert, &self.tls_key) {
            (Some(_), None) => Err(ConfigError::new("tls-key", "--tls-cert needs its key")),
            (None, Some(_)) => Err(ConfigError::new(
                "tls-cert",
                "--tls-key needs its certificate",
            )),
            (None, None) if self.tls_client_ca.is_some() => Err(ConfigError::new(
                "tls-client-ca",
                "client certificates need TLS, set --tls-cert and --tls-key",
            )),
            _ => Ok(()),
        }
    }

    fn validate_exposed(&self, address: SocketAddr) -> Result<(), ConfigError> {
        let problem = if self.tls_cert.is_none() {
            "needs TLS: set --tls-cert and --tls-key"
        } else if self.tls_client_ca.is_none() && self.tokens_file.is_none() {
            "needs callers who prove who they are: set --tls-client-ca or --tokens-file"
        } else {
            return Ok(());
        };
        Err(ConfigError::new(
            "grpc-listen",
            format!(
                "{address} is not a loopback address and {problem}, \
                 or --insecure if the network protects it"
            ),
        ))
    }
}

fn is_loopback(address: SocketAddr) -> bool {
    address.ip().to_canonical().is_loopback()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOPBACK: &str = "127.0.0.1:1";

    fn check(security: &SecurityConfig, grpc: &str) -> Result<(), &'static str> {
        let checked = security.validate(grpc.parse().unwrap());
        checked.map_err(|error| error.setting)
    }

    fn nothing() -> SecurityConfig {
        SecurityConfig {
            tls_cert: None,
            tls_key: None,
            tls_client_ca: None,
            tokens_file: None,
            insecure: false,
        }
    }

    fn tls() -> SecurityConfig {
        SecurityConfig {
            tls_cert: Some("c".into()),
            tls_key: Some("k".into()),
            ..nothing()
        }
    }

    #[test]
    fn loopback_demands_nothing() {
        for address in [LOOPBACK, "127.8.8.8:1", "[::1]:1", "[::ffff:127.0.0.1]:1"] {
            assert_eq!(check(&nothing(), address), Ok(()));
        }
    }

    #[test]
    fn another_address_demands_tls_and_callers_who_prove_who_they_are() {
        let grpc = |security: &SecurityConfig| check(security, "0.0.0.0:1");
        let with_ca = SecurityConfig {
            tls_client_ca: Some("a".into()),
            ..tls()
        };
        let with_tokens = SecurityConfig {
            tokens_file: Some("t".into()),
            ..tls()
        };
        let tokens_in_the_clear = SecurityConfig {
            tokens_file: Some("t".into()),
            ..nothing()
        };
        let insecure = SecurityConfig {
            insecure: true,
            ..nothing()
        };
        assert_eq!(grpc(&nothing()), Err("grpc-listen"));
        assert_eq!(grpc(&tls()), Err("grpc-listen"));
        assert_eq!(grpc(&tokens_in_the_clear), Err("grpc-listen"));
        assert_eq!(grpc(&with_ca), Ok(()));
        assert_eq!(grpc(&with_tokens), Ok(()));
        assert_eq!(grpc(&insecure), Ok(()));
    }

    #[test]
    fn files_come_together() {
        let check = |security: &SecurityConfig| check(security, LOOPBACK);
        let mut only_cert = tls();
        only_cert.tls_key = None;
        let mut only_key = tls();
        only_key.tls_cert = None;
        let mut only_ca = nothing();
        only_ca.tls_client_ca = Some("a".into());
        assert_eq!(check(&only_cert), Err("tls-key"));
        assert_eq!(check(&only_key), Err("tls-cert"));
        assert_eq!(check(&only_ca), Err("tls-client-ca"));
    }
}
