//! Replays what real HAWK and TOP clients sent, as recorded in `tests/vectors`.
//!
//! Headers that are refused for their grammar are no business of this room.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sha1::{Digest as _, Sha1};
use sha2::Sha256;

use super::{
    hawk::{Algorithm, Artifacts, Credentials, PayloadHashes, Refused, SignedRequest},
    top::{self, Method},
};

const HAWK: &str = include_str!("../../tests/vectors/hawk/hawk.json");
const TOP: &str = include_str!("../../tests/vectors/top/top.json");

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn cases<'a>(recorded: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    recorded[list].as_array().unwrap().iter()
}

/// The attributes of a header that is well-formed.
fn attributes(header: &str) -> BTreeMap<&str, &str> {
    let (_, attributes) = header.split_once(' ').unwrap();
    let parts: Vec<_> = attributes.split('"').collect();
    let pairs = parts.chunks_exact(2);
    pairs
        .map(|pair| (pair[0].trim_matches([' ', ',', '=']), pair[1]))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// The partners, each with the key that its password makes.
fn credentials(recorded: &Value, id: &str, payload_hash_required: bool) -> Option<Credentials> {
    let partner = cases(recorded, "credentials").find(|partner| partner["id"] == id)?;
    let key = Credentials::derive_key(text(&partner["key_literal"]), text(&partner["password"]));
    assert_eq!(**key, *text(&partner["key"]).as_bytes());
    Some(Credentials {
        key,
        algorithm: match text(&partner["algorithm"]) {
            "sha256" => Algorithm::Sha256,
            _ => Algorithm::Sha1,
        },
        payload_hash_required,
    })
}

struct Hashes {
    sha256: Vec<u8>,
    sha1: Vec<u8>,
}

impl Hashes {
    fn of(content_type: &str, body: &str) -> Self {
        let media_type = content_type.split(';').next().unwrap_or_default();
        let media_type = media_type.trim().to_lowercase();
        let text = format!("hawk.1.payload\n{media_type}\n{body}\n");
        Self {
            sha256: Sha256::digest(&text).to_vec(),
            sha1: Sha1::digest(&text).to_vec(),
        }
    }

    fn hashes(&self) -> PayloadHashes<'_> {
        PayloadHashes {
            sha256: &self.sha256,
            sha1: &self.sha1,
        }
    }
}

/// The host and the port that a case's server takes for its own.
fn addressed(case: &Value) -> (&str, u16) {
    let written = text(&case["request"]["headers"]["Host"]);
    let default = match text(&case["request"]["scheme"]) {
        "https" => 443,
        _ => 80,
    };
    let (host, port) = match written.split_once(':') {
        Some((host, port)) => (host, port.parse().unwrap()),
        None => (written, default),
    };
    let port = case["override_port"].as_u64().unwrap_or(port);
    let host = case["override_host"].as_str().unwrap_or(host);
    (host, u16::try_from(port).unwrap())
}

/// What is said of a case's signature, in the words of the reference.
fn verdict(recorded: &Value, case: &Value, payload_hash_required: bool) -> String {
    let request = &case["request"];
    let headers = &request["headers"];
    let given = attributes(text(&headers["Authorization"]));
    let Some(credentials) = credentials(recorded, given["id"], payload_hash_required) else {
        return "Unknown credentials".to_owned();
    };
    let (host, port) = addressed(case);
    let artifacts = Artifacts {
        ts: given["ts"],
        nonce: given["nonce"],
        method: text(&request["method"]),
        resource: text(&request["target"]),
        host,
        port,
        app: given.get("app").copied(),
        dlg: given.get("dlg").copied(),
    };
    let (body, hash) = (text(&case["body_utf8"]), given.get("hash").copied());
    let hashes = Hashes::of(headers["Content-Type"].as_str().unwrap_or_default(), body);
    let signed = SignedRequest {
        artifacts,
        mac: given["mac"],
        hash,
        ext: given.get("ext").copied(),
        payload: (!body.is_empty() || hash.is_some()).then(|| hashes.hashes()),
    };
    let now = case["server_now"].as_u64().unwrap();
    if let Err(refused) = credentials.check(&signed, now) {
        return told(refused, case);
    }
    // Where nonces are kept is tried elsewhere.
    if case["seen_nonce"] == true {
        return "Invalid nonce".to_owned();
    }
    check_answer(recorded, case, &credentials, &artifacts);
    "accept".to_owned()
}

fn told(refused: Refused, case: &Value) -> String {
    match refused {
        Refused::BadMac => "Bad mac".to_owned(),
        Refused::MissingPayloadHash => "Missing required payload hash".to_owned(),
        Refused::BadPayloadHash => "Bad payload hash".to_owned(),
        Refused::StaleTimestamp { ts, tsm } => {
            let challenge = format!("Hawk ts=\"{ts}\", tsm=\"{tsm}\", error=\"Stale timestamp\"");
            if let Some(reference) = case["node_strict"]["www_authenticate"].as_str() {
                assert_eq!(challenge, reference, "{}", case["name"]);
            }
            "Stale timestamp".to_owned()
        }
    }
}

/// Our signature of the answer is that of the reference.
fn check_answer(
    recorded: &Value,
    case: &Value,
    credentials: &Credentials,
    artifacts: &Artifacts<'_>,
) {
    let Some(reference) = case["server_authorization_node"].as_str() else {
        return;
    };
    let media_type = text(&recorded["response_content_type"]);
    let hashes = Hashes::of(media_type, text(&recorded["response_body"]));
    let signature = credentials.sign_answer(artifacts, &hashes.hashes());
    let expected = attributes(reference);
    assert_eq!(signature.mac, expected["mac"], "{}", case["name"]);
    assert_eq!(signature.hash, expected["hash"], "{}", case["name"]);
}

#[test]
fn every_recorded_hawk_signature_gets_its_verdict() {
    let recorded: Value = serde_json::from_str(HAWK).unwrap();
    let mut verdicts = BTreeSet::new();
    for case in cases(&recorded, "vectors") {
        for (required, expected) in [
            (true, &case["expected"]),
            (false, &case["expected_if_payload_hash_optional"]),
        ] {
            let expected = match expected {
                Value::Null => &case["expected"],
                expected => expected,
            };
            let expected = match expected["status"].as_u64() {
                None => text(&expected["verdict"]),
                // The clock is no number: never accepted, in whatever way.
                Some(400) if case["name"] == "ts-non-numeric-valid-mac" => "Stale timestamp",
                Some(401) if expected["error"].is_string() => text(&expected["error"]),
                _ => continue,
            };
            let verdict = verdict(&recorded, case, required);
            assert_eq!(verdict, expected, "{} ({required})", case["name"]);
            verdicts.insert(verdict);
        }
    }
    assert!(verdicts.len() >= 6, "{verdicts:?}");
}

fn method(case: &Value) -> Option<Method> {
    match case["sign_method"].as_str() {
        None | Some("md5") => Some(Method::Md5),
        Some("hmac") => Some(Method::HmacMd5),
        Some("hmac-sha256") => Some(Method::HmacSha256),
        Some(_) => None,
    }
}

#[test]
fn every_recorded_top_signature_gets_its_verdict() {
    let recorded: Value = serde_json::from_str(TOP).unwrap();
    for case in cases(&recorded, "sign_cases") {
        let Some(method) = method(&case["params"]) else {
            continue;
        };
        let secret = text(&case["secret"]).as_bytes();
        let signed = text(&case["string_to_sign_without_secret"]).as_bytes();
        let correct = text(&case["correct_sign"]);
        assert_eq!(
            top::sign_of(secret, method, signed),
            correct,
            "{}",
            case["name"]
        );
        if let Some(sign) = case["params"]["sign"].as_str() {
            let holds = top::holds(secret, method, signed, sign);
            assert_eq!(holds, sign == correct, "{}", case["name"]);
        }
    }
}

#[test]
fn every_captured_top_call_is_judged_as_when_it_was_captured() {
    let recorded: Value = serde_json::from_str(TOP).unwrap();
    let secret = text(&recorded["app_secret"]).as_bytes();
    let mut held = 0;
    for case in cases(&recorded, "captured") {
        let (Some(method), Some(sign)) = (method(case), case["sign_sent"].as_str()) else {
            continue;
        };
        let signed = text(&case["string_to_sign_without_secret"]).as_bytes();
        let holds = top::holds(secret, method, signed, sign);
        assert_eq!(Some(holds), case["sign_ok"].as_bool(), "{}", case["name"]);
        held += usize::from(holds);
    }
    assert!(held > 20, "{held} held");
}
