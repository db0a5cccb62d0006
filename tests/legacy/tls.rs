//! A sidecar on another machine: TLS on the way to the server, and a proof of
//! who it is.

use std::{fs, path::PathBuf};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose,
    IsCa, KeyPair,
};
use refund_gateway::config::{Config, SidecarConfig};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::{
    gateway::Gateway,
    sign::{JSON, Signed},
    support::Sidecar,
    wire::{self, Answer},
};

const TOKEN: &str = "the sidecar's";
const EPAY: &str = "/api/WebInterface/EPay/Refund/EndSingle/Success";
const BODY: &str = r#"{"batchno":"b","trandeno":"t","refundmoney":1}"#;

/// Certificates and tokens in files.
struct Papers {
    directory: TempDir,
}

impl Papers {
    fn new() -> Self {
        let papers = Self {
            directory: TempDir::new().unwrap(),
        };
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = CertifiedIssuer::self_signed(authority, key).unwrap();
        papers.write("ca.pem", &authority.as_ref().pem());
        for (name, usage) in [
            ("server", ExtendedKeyUsagePurpose::ServerAuth),
            ("client", ExtendedKeyUsagePurpose::ClientAuth),
        ] {
            let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
            params.extended_key_usages.push(usage);
            let key = KeyPair::generate().unwrap();
            let certificate: Certificate = params.signed_by(&key, &authority).unwrap();
            papers.write(&format!("{name}.pem"), &certificate.pem());
            papers.write(&format!("{name}.key"), &key.serialize_pem());
        }
        let digest = Sha256::digest(TOKEN);
        let digest = digest
            .iter()
            .fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
        let services = [
            "EPayRefundService",
            "OrderRefundService",
            "PartnerAuthService",
        ];
        let scopes = services
            .map(|service| format!("\"refund.v1.{service}\""))
            .join(", ");
        let tokens =
            format!("[[token]]\nname = \"sidecar\"\nsha256 = \"{digest}\"\nscopes = [{scopes}]\n");
        papers.write("tokens.toml", &tokens);
        papers.write("token", &format!("{TOKEN}\n"));
        papers.write("wrong", "guess\n");
        papers
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    async fn gateway(&self, change: impl FnOnce(&mut Config)) -> Gateway {
        Gateway::start_as(|config| {
            config.security.tls_cert = Some(self.path("server.pem"));
            config.security.tls_key = Some(self.path("server.key"));
            change(config);
        })
        .await
    }

    async fn sidecar(&self, gateway: &Gateway, change: impl FnOnce(&mut SidecarConfig)) -> Sidecar {
        let port = gateway.server.grpc_address().port();
        let mut config = SidecarConfig::of(&format!("https://localhost:{port}"));
        config.upstream.ca = Some(self.path("ca.pem"));
        change(&mut config);
        Sidecar::start(config).await
    }
}

async fn callback(sidecar: &Sidecar) -> Answer {
    let headers = [("Host", "h"), ("Content-Type", JSON)];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let body = Some(BODY.as_bytes());
    wire::send(sidecar.address(), "POST", EPAY, &headers, body).await
}

#[track_caller]
fn is_kept(answer: &Answer) {
    assert_eq!(
        (answer.status, &answer.json()["errcode"]),
        (200, &2003.into())
    );
}

#[tokio::test]
async fn a_token_opens_the_services_in_its_scope() {
    let papers = Papers::new();
    let tokens = Some(papers.path("tokens.toml"));
    let gateway = papers
        .gateway(|config| config.security.tokens_file = tokens)
        .await;

    let token = Some(papers.path("token"));
    let sidecar = papers
        .sidecar(&gateway, |config| config.upstream.token_file = token)
        .await;
    is_kept(&callback(&sidecar).await);
    let answer = Signed::new(
        "/api/Order/Refund",
        r#"{"orderid":"x","refundallticket":"1"}"#,
    )
    .send(sidecar.address())
    .await;
    assert_eq!(answer.text(), r#"{"errcode":2001,"errmsg":"订单不存在"}"#);

    // The sidecar's papers are no business of partners: the server is away.
    for token in [Some(papers.path("wrong")), None] {
        let sidecar = papers
            .sidecar(&gateway, |config| config.upstream.token_file = token)
            .await;
        let answer = callback(&sidecar).await;
        assert_eq!(
            (answer.status, &answer.json()["errcode"]),
            (503, &9002.into())
        );
    }
}

#[tokio::test]
async fn or_a_certificate_does() {
    let papers = Papers::new();
    let authority = Some(papers.path("ca.pem"));
    let gateway = papers
        .gateway(|config| config.security.tls_client_ca = authority)
        .await;
    let (certificate, key) = (papers.path("client.pem"), papers.path("client.key"));
    let sidecar = papers
        .sidecar(&gateway, |config| {
            config.upstream.cert = Some(certificate);
            config.upstream.key = Some(key);
        })
        .await;
    is_kept(&callback(&sidecar).await);
    let sidecar = papers.sidecar(&gateway, |_| {}).await;
    assert_ne!(callback(&sidecar).await.status, 200);
}

#[tokio::test]
async fn a_server_that_cannot_be_trusted_is_told_nothing() {
    let papers = Papers::new();
    let gateway = papers.gateway(|_| {}).await;
    let others = Papers::new();
    let authority = Some(others.path("ca.pem"));
    let sidecar = papers
        .sidecar(&gateway, |config| config.upstream.ca = authority)
        .await;
    assert_eq!(callback(&sidecar).await.status, 503);
}
