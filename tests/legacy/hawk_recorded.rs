//! Every recorded HAWK request over HTTP, judged by the recorded clock: from
//! the grammar of the header to the last second of the window.

use std::collections::BTreeMap;

use refund_gateway::legacy::settings::PublicScheme;
use serde::Deserialize;

use crate::{
    judge::{Judge, Partner},
    support::Sidecar,
    vectors,
    wire::{self, Answer},
};

#[derive(Deserialize)]
struct Recorded {
    server_now: u64,
    credentials: Vec<Partner>,
    vectors: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    #[serde(default)]
    body_utf8: String,
    expected: Expected,
    expected_if_payload_hash_optional: Option<Expected>,
    request: Sent,
    signed_url: String,
}

#[derive(Clone, Deserialize)]
struct Expected {
    verdict: String,
    #[serde(default)]
    status: u16,
    error: Option<String>,
}

#[derive(Deserialize)]
struct Sent {
    headers: BTreeMap<String, String>,
    method: String,
    scheme: String,
    target: String,
}

#[tokio::test]
async fn every_recorded_signature_is_judged_as_recorded() {
    let recorded: Recorded = vectors::read("hawk/hawk.json");
    assert_eq!(recorded.vectors.len(), 68);
    for is_hash_required in [true, false] {
        let judge = Judge::new(&recorded.credentials, recorded.server_now, is_hash_required);
        let upstream = judge.serve().await;
        for case in &recorded.vectors {
            let expected = match &case.expected_if_payload_hash_optional {
                Some(expected) if !is_hash_required => expected,
                _ => &case.expected,
            };
            let sidecar = Sidecar::at(upstream, |config| {
                config.legacy.public_scheme = match &*case.request.scheme {
                    "https" => PublicScheme::Https,
                    _ => PublicScheme::Http,
                };
                // Behind a proxy that tells neither scheme nor host.
                let forwarded = case
                    .request
                    .headers
                    .keys()
                    .any(|name| name.starts_with("X-For"));
                config.legacy.public_authority = forwarded.then(|| authority(&case.signed_url));
            })
            .await;
            if case.name == "replayed-nonce" {
                send(&sidecar, case).await;
            }
            let answer = send(&sidecar, case).await;
            check(case, expected, &answer);
        }
    }
}

/// The host and port of a URL.
fn authority(url: &str) -> refund_gateway::legacy::settings::PublicAuthority {
    let host = url.split('/').nth(2).unwrap();
    format!("{host}:443").parse().unwrap()
}

async fn send(sidecar: &Sidecar, case: &Case) -> Answer {
    let Sent {
        headers,
        method,
        target,
        ..
    } = &case.request;
    let headers: Vec<_> = headers.clone().into_iter().collect();
    let body = Some(case.body_utf8.as_bytes()).filter(|_| method == "POST");
    wire::send(sidecar.address(), method, target, &headers, body).await
}

#[track_caller]
fn check(case: &Case, expected: &Expected, answer: &Answer) {
    let shown = format!("{}: {} {}", case.name, answer.status, answer.text());
    let challenge = answer.header("www-authenticate");
    if expected.verdict == "accept" {
        // Not every recorded request is one that leads somewhere.
        assert!(![400, 401].contains(&answer.status), "{shown}");
        assert!(answer.header("server-authorization").is_some(), "{shown}");
        return;
    }
    assert_eq!(answer.status, expected.status, "{shown}");
    assert_eq!(answer.header("server-authorization"), None, "{shown}");
    let Some(error) = &expected.error else {
        assert_eq!(challenge, Some("Hawk"), "{shown}");
        return;
    };
    assert!(answer.text().contains(error), "{shown}");
    match (expected.status, &**error) {
        (401, "Stale timestamp") => {
            let challenge = challenge.unwrap();
            assert!(
                challenge.starts_with("Hawk ts=\"1760000000\", tsm=\""),
                "{challenge}"
            );
            assert!(
                challenge.ends_with("\", error=\"Stale timestamp\""),
                "{challenge}"
            );
        }
        (401, error) => assert_eq!(
            challenge,
            Some(&*format!("Hawk error=\"{error}\"")),
            "{shown}"
        ),
        _ => assert_eq!(challenge, None, "{shown}"),
    }
}
