//! HAWK: the sidecar's part (header, hashes of the payload), and the server's
//! (does the signature hold, the signature of the answer).

use std::hint::black_box;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use criterion::{Criterion, Throughput};
use hmac::{Hmac, KeyInit as _, Mac as _};
use refund_gateway::{
    legacy::hawk::{header::Attributes, payload::hashes},
    partners::hawk::{Algorithm, Artifacts, Credentials, PayloadHashes, SignedRequest},
    proto::v1::HawkPayloadHashes,
};
use sha1::Sha1;
use sha2::Sha256;

use crate::cpu_time::CpuTime;

const NOW: u64 = 1_760_000_000;
const CONTENT_TYPE: &str = "application/json; charset=utf-8";

/// A header of a partner: as long and of the same characters as a real one.
pub(crate) const AUTHORIZATION: &str = "Hawk id=\"agent01\", ts=\"1760000000\", nonce=\"j4h3g2\", \
    hash=\"hIsDc8BCb5VEXdNlL686dgC24L4cTVrJ3YFfcMz2VjA=\", ext=\"\", \
    mac=\"6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=\"";

pub(crate) fn measure(criterion: &mut Criterion<CpuTime>) {
    let mut group = criterion.benchmark_group("hawk");
    Attributes::parse(Some(AUTHORIZATION.as_bytes())).expect("a header");
    group.bench_function("header", |bencher| {
        bencher.iter(|| Attributes::parse(black_box(Some(AUTHORIZATION.as_bytes()))));
    });

    let body = vec![b'x'; 300];
    group.throughput(Throughput::Bytes(300));
    group.bench_function("payload-hashes", |bencher| {
        bencher.iter(|| hashes(CONTENT_TYPE, black_box(&body)));
    });

    let made = hashes(CONTENT_TYPE, &body);
    let HawkPayloadHashes { sha256, sha1 } = &made;
    let payload = PayloadHashes { sha256, sha1 };
    for (name, algorithm, hash) in [
        ("sha256", Algorithm::Sha256, sha256),
        ("sha1", Algorithm::Sha1, sha1),
    ] {
        let credentials = Credentials {
            key: Credentials::derive_key("KEY", "Passw0rd!"),
            algorithm,
            payload_hash_required: true,
        };
        let hash = BASE64_STANDARD.encode(hash);
        let mac = sign(&credentials, &hash);
        let request = SignedRequest {
            artifacts: artifacts(),
            mac: &mac,
            hash: Some(&hash),
            ext: None,
            payload: Some(payload),
        };
        assert_eq!(credentials.check(&request, NOW), Ok(()));
        group.bench_function(format!("check/{name}"), |bencher| {
            bencher.iter(|| credentials.check(black_box(&request), NOW));
        });
        group.bench_function(format!("sign-answer/{name}"), |bencher| {
            bencher.iter(|| credentials.sign_answer(black_box(&request.artifacts), &payload));
        });
    }
    group.finish();
}

fn artifacts() -> Artifacts<'static> {
    Artifacts {
        ts: "1760000000",
        nonce: "j4h3g2",
        method: "POST",
        resource: "/api/Order/Refund",
        host: "partner.example.com",
        port: 443,
        app: None,
        dlg: None,
    }
}

/// Signs as a partner does.
fn sign(credentials: &Credentials, hash: &str) -> String {
    let text = format!(
        "hawk.1.header\n{NOW}\nj4h3g2\nPOST\n/api/Order/Refund\npartner.example.com\n443\n{hash}\n\n"
    );
    let key = &credentials.key;
    match credentials.algorithm {
        Algorithm::Sha256 => {
            let mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
            BASE64_STANDARD.encode(mac.chain_update(text.as_bytes()).finalize().into_bytes())
        }
        Algorithm::Sha1 => {
            let mac = Hmac::<Sha1>::new_from_slice(key).expect("a key");
            BASE64_STANDARD.encode(mac.chain_update(text.as_bytes()).finalize().into_bytes())
        }
    }
}
