//! Partners, as an operator adds them and as they sign: with the crate `hawk`,
//! which has nothing in common with what checks their signatures.

use std::{
    fs::{self, Permissions},
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::PathBuf,
    process::{Command, Output, Stdio},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use hawk::{Credentials, Header, Key, PayloadHasher, RequestBuilder, ResponseBuilder, SHA256};
use refund_gateway::{
    config::Config,
    proto::v1::{
        HawkArtifacts, HawkPayloadHashes, SignHawkResponseResponse, VerifyHawkRequest,
        partner_auth_service_client::PartnerAuthServiceClient,
    },
};
use sha1::{Digest as _, Sha1};
use tempfile::TempDir;
use tonic::transport::Channel;

use super::{Database, Gateway, program::program};

/// The password of every partner here.
pub const PASSWORD: &str = "Passw0rd!";
/// The key that `KEY` and the password make.
pub const KEY: &str = "KEY47B7BFB65FA83AC9A71DCB0F6296BB6E";

const METHOD: &str = "POST";
const HOST: &str = "partner.example.com";
const PORT: u16 = 443;
const RESOURCE: &str = "/api/Order/Refund?a=1";
const MEDIA_TYPE: &str = "application/json";

/// A database with a master key, and the commands that an operator has for it.
pub struct Office {
    url: String,
    directory: TempDir,
}

impl Office {
    /// One for a database, with a master key of its own.
    pub fn of(database: &Database) -> Self {
        let office = Self {
            url: database.url().to_owned(),
            directory: tempfile::tempdir().unwrap(),
        };
        office.write_key(&"ab".repeat(32));
        office
    }

    /// Where the master key is.
    pub fn key_file(&self) -> PathBuf {
        self.directory.path().join("master.key")
    }

    /// Puts another master key in its place.
    pub fn write_key(&self, line: &str) {
        fs::write(self.key_file(), format!("{line}\n")).unwrap();
        self.set_mode(0o600);
    }

    /// Sets the permissions of the master key's file.
    pub fn set_mode(&self, mode: u32) {
        fs::set_permissions(self.key_file(), Permissions::from_mode(mode)).unwrap();
    }

    /// Has a gateway use the master key.
    pub fn configure(&self, config: &mut Config) {
        config.partners.master_key_file = Some(self.key_file());
    }

    /// Starts a gateway that uses the master key.
    pub async fn open(&self, database: &Database) -> Gateway {
        Gateway::start_with(database, |config| self.configure(config)).await
    }

    /// Runs a command of the operator, with `input` to read.
    pub fn run(&self, arguments: &[&str], input: &str) -> Output {
        let key_file = self.key_file();
        let mut command = program();
        command.args(arguments).args(["--database-url", &self.url]);
        command.arg("--master-key-file").arg(key_file);
        output_of(&mut command, input)
    }

    /// Runs a command that has to succeed, and answers what it says.
    pub fn succeed(&self, arguments: &[&str], input: &str) -> String {
        let output = self.run(arguments, input);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that has to fail, and answers its one line.
    pub fn fail(&self, arguments: &[&str], input: &str) -> String {
        let output = self.run(arguments, input);
        assert!(!output.status.success(), "{arguments:?}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error.lines().count(), 1, "{error}");
        error
    }

    /// Adds a partner, with what else is to be said of it.
    pub fn add_partner(&self, id: &str, more: &[&str]) {
        let mut arguments = vec!["partner", "add", "--id", id, "--key", "KEY"];
        arguments.push("--password-stdin");
        arguments.extend(more);
        self.succeed(&arguments, &format!("{PASSWORD}\n"));
    }
}

/// Runs a command with `input` to read.
pub fn output_of(command: &mut Command, input: &str) -> Output {
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may end without having read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

impl Gateway {
    /// The client that has signatures checked.
    pub fn partner_auth(&self) -> PartnerAuthServiceClient<Channel> {
        PartnerAuthServiceClient::new(self.channel())
    }
}

/// A request that a partner signs.
pub struct Signing<'a> {
    /// Who signs.
    pub id: &'a str,
    /// With which key.
    pub key: &'a str,
    /// How far the partner's clock is ahead, in seconds.
    pub ahead: i64,
    /// The payload that is signed.
    pub signed_body: Option<&'a str>,
    /// The payload that is sent.
    pub sent_body: &'a str,
}

impl Default for Signing<'_> {
    fn default() -> Self {
        Self {
            id: "agent01",
            key: KEY,
            ahead: 0,
            signed_body: Some("{}"),
            sent_body: "{}",
        }
    }
}

impl Signing<'_> {
    /// What the sidecar makes of the request.
    pub fn sign(&self, nonce: &str) -> VerifyHawkRequest {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let ts = now.as_secs().checked_add_signed(self.ahead).unwrap();
        let hash = self.signed_body.map(payload_hash);
        let request = RequestBuilder::new(METHOD, HOST, PORT, RESOURCE)
            .hash(hash.as_deref())
            .ext("x y")
            .request();
        let credentials = Credentials {
            id: self.id.to_owned(),
            key: Key::new(self.key, SHA256).unwrap(),
        };
        let at = UNIX_EPOCH + Duration::from_secs(ts);
        let header = request.make_header_full(&credentials, at, nonce).unwrap();
        VerifyHawkRequest {
            artifacts: Some(artifacts(self.id, &ts.to_string(), nonce)),
            mac: base64(&header.mac.unwrap()),
            hash: hash.as_deref().map(base64),
            ext: Some("x y".to_owned()),
            payload: Some(payload_hashes(self.sent_body)),
        }
    }
}

/// What is signed of every request here.
pub fn artifacts(id: &str, ts: &str, nonce: &str) -> HawkArtifacts {
    HawkArtifacts {
        id: id.to_owned(),
        ts: ts.to_owned(),
        nonce: nonce.to_owned(),
        method: METHOD.to_owned(),
        resource: RESOURCE.to_owned(),
        host: HOST.to_owned(),
        port: u32::from(PORT),
        app: None,
        dlg: None,
    }
}

/// The digests of a payload.
pub fn payload_hashes(body: &str) -> HawkPayloadHashes {
    let text = format!("hawk.1.payload\n{MEDIA_TYPE}\n{body}\n");
    HawkPayloadHashes {
        sha256: payload_hash(body),
        sha1: Sha1::digest(text).to_vec(),
    }
}

fn payload_hash(body: &str) -> Vec<u8> {
    PayloadHasher::hash(MEDIA_TYPE, SHA256, body).unwrap()
}

/// Whether a partner takes our signature of an answer with `body` to a request.
pub fn is_ours(
    request: &HawkArtifacts,
    signature: &SignHawkResponseResponse,
    key: &str,
    body: &str,
) -> bool {
    let ts = UNIX_EPOCH + Duration::from_secs(request.ts.parse().unwrap());
    let header = Header {
        id: Some(request.id.clone()),
        ts: Some(ts),
        nonce: Some(request.nonce.clone()),
        mac: None,
        ext: None,
        hash: None,
        app: None,
        dlg: None,
    };
    let hash = payload_hash(body);
    let expected = ResponseBuilder::from_request_header(&header, METHOD, HOST, PORT, RESOURCE)
        .hash(&hash[..])
        .response();
    let SignHawkResponseResponse { mac, hash } = signature;
    let answer: Header = format!("mac=\"{mac}\", hash=\"{hash}\"").parse().unwrap();
    expected.validate_header(&answer, &Key::new(key, SHA256).unwrap())
}

fn base64(octets: &[u8]) -> String {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    BASE64_STANDARD.encode(octets)
}
