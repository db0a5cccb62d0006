//! The rules of HAWK, by example.

use proptest::prelude::*;

use super::*;

const NOW: u64 = 1_760_000_000;
const HASHES: PayloadHashes<'static> = PayloadHashes {
    sha256: &[1; 32],
    sha1: &[2; 20],
};

fn credentials(algorithm: Algorithm) -> Credentials {
    Credentials {
        key: Credentials::derive_key("KEY", "Passw0rd!"),
        algorithm,
        payload_hash_required: true,
    }
}

fn artifacts(ts: &str) -> Artifacts<'_> {
    Artifacts {
        ts,
        nonce: "n",
        method: "POST",
        resource: "/api/Order/Refund",
        host: "partner.example.com",
        port: 443,
        app: None,
        dlg: None,
    }
}

/// Signs and checks a request.
fn check(credentials: &Credentials, ts: &str, hash: Option<&str>) -> Result<(), Refused> {
    let artifacts = artifacts(ts);
    let mac = credentials.mac(&normalized("header", &artifacts, hash, None));
    let request = SignedRequest {
        artifacts,
        mac: &mac,
        hash,
        ext: None,
        payload: Some(HASHES),
    };
    credentials.check(&request, NOW)
}

#[test]
fn the_key_is_the_partners_and_the_upper_case_digest_of_the_password() {
    let key = Credentials::derive_key("KEY", "Passw0rd!");
    assert_eq!(**key, *b"KEY47B7BFB65FA83AC9A71DCB0F6296BB6E");
}

#[test]
fn either_algorithm_hashes_payloads_by_itself() {
    for (algorithm, own, others) in [
        (Algorithm::Sha256, [1; 32].as_slice(), [2; 20].as_slice()),
        (Algorithm::Sha1, [2; 20].as_slice(), [1; 32].as_slice()),
    ] {
        let credentials = credentials(algorithm);
        let now = NOW.to_string();
        let own = BASE64_STANDARD.encode(own);
        assert_eq!(check(&credentials, &now, Some(&own)), Ok(()));
        let others = BASE64_STANDARD.encode(others);
        let refused = check(&credentials, &now, Some(&others));
        assert_eq!(refused, Err(Refused::BadPayloadHash));
    }
}

#[test]
fn the_clock_may_be_a_minute_off_and_no_more() {
    let mut credentials = credentials(Algorithm::Sha256);
    credentials.payload_hash_required = false;
    for ts in [NOW - 60, NOW, NOW + 60] {
        assert_eq!(check(&credentials, &ts.to_string(), None), Ok(()), "{ts}");
    }
    for ts in [
        "1759999939",
        "1760000061",
        "0",
        "abc",
        "18446744073709551616",
    ] {
        let refused = check(&credentials, ts, None);
        assert!(
            matches!(refused, Err(Refused::StaleTimestamp { .. })),
            "{ts}"
        );
    }
}

#[test]
fn the_first_defect_is_told_and_only_who_has_the_key_learns_the_clock() {
    let credentials = credentials(Algorithm::Sha256);
    let stale = "1";
    let artifacts = artifacts(stale);
    let request = SignedRequest {
        artifacts,
        mac: "AAAA",
        hash: None,
        ext: None,
        payload: Some(HASHES),
    };
    assert_eq!(credentials.check(&request, NOW), Err(Refused::BadMac));
    let refused = check(&credentials, stale, None);
    assert_eq!(refused, Err(Refused::MissingPayloadHash));
    let refused = check(&credentials, stale, Some("AAAA"));
    assert_eq!(refused, Err(Refused::BadPayloadHash));
}

#[test]
fn a_payload_that_was_signed_and_did_not_come_is_missed() {
    let credentials = credentials(Algorithm::Sha256);
    let ts = NOW.to_string();
    let artifacts = artifacts(&ts);
    let hash = credentials.hash_of(&HASHES);
    let mac = credentials.mac(&normalized("header", &artifacts, Some(&hash), None));
    let mut request = SignedRequest {
        artifacts,
        mac: &mac,
        hash: Some(&hash),
        ext: None,
        payload: Some(HASHES),
    };
    assert_eq!(credentials.check(&request, NOW), Ok(()));
    request.payload = None;
    let refused = credentials.check(&request, NOW);
    assert_eq!(refused, Err(Refused::BadPayloadHash));
}

#[test]
fn attributes_are_printable_and_cannot_end_their_header() {
    for value in ["a", "agent 01", "!#$%&'()*+,-./:;<=>?@[]^_`{|}~", "Aa0"] {
        assert!(is_attribute(value), "{value}");
    }
    for value in ["", "a\"b", "a\\b", "a\tb", "a\nb", "\u{7f}", "旅行社"] {
        assert!(!is_attribute(value), "{value}");
    }
}

#[test]
fn what_is_signed_has_every_line_of_its_own() {
    let mut artifacts = artifacts("1");
    let plain = "hawk.1.header\n1\nn\nPOST\n/api/Order/Refund\npartner.example.com\n443\n\n";
    assert_eq!(
        normalized("header", &artifacts, None, None),
        format!("{plain}\n")
    );
    assert_eq!(
        normalized("header", &artifacts, None, Some("a\\b\nc")),
        format!("{plain}a\\\\b\\nc\n")
    );
    artifacts.dlg = Some("d");
    assert_eq!(
        normalized("header", &artifacts, None, None),
        format!("{plain}\n")
    );
    artifacts.app = Some("a");
    assert_eq!(
        normalized("header", &artifacts, None, None),
        format!("{plain}\na\nd\n")
    );
    artifacts.dlg = None;
    assert_eq!(
        normalized("header", &artifacts, None, None),
        format!("{plain}\na\n\n")
    );
}

proptest! {
    #[test]
    fn nothing_is_accepted_by_chance(mac in ".*", ts in ".*", hash: Option<String>) {
        let request = SignedRequest {
            artifacts: artifacts(&ts),
            mac: &mac,
            hash: hash.as_deref(),
            ext: hash.as_deref(),
            payload: None,
        };
        let refused = credentials(Algorithm::Sha1).check(&request, NOW);
        prop_assert_eq!(refused, Err(Refused::BadMac));
    }
}
