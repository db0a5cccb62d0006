//! What the messages have to be before a signature is looked at.

use crate::{
    domain::{input::Checker, reason::Refusal},
    partners::{
        hawk::{Artifacts, PayloadHashes, SignedRequest, is_attribute},
        top::Method,
    },
    proto::v1::{
        HawkArtifacts, HawkPayloadHashes, SignHawkResponseRequest, TopSignMethod,
        VerifyHawkRequest, VerifyTopSignatureRequest,
    },
};

/// The longest header of HAWK, so that no attribute is longer.
const ATTRIBUTE_MAX_LENGTH: usize = 4096;
/// The longest target that an HTTP server takes.
const RESOURCE_MAX_LENGTH: usize = 65_535;
/// The longest name of a host.
const HOST_MAX_LENGTH: usize = 255;
/// Longer ones are no seconds since 1970 that anybody will live to see.
const TS_MAX_DIGITS: usize = 10;
/// The longest key and signature of TOP, with room.
const TOP_MAX_LENGTH: usize = 256;

/// A partner, and a request that carries its signature.
pub(super) fn signed_request(
    request: &VerifyHawkRequest,
) -> Result<(&str, SignedRequest<'_>), Refusal> {
    let mut checker = Checker::default();
    let (id, artifacts) = artifacts(&mut checker, request.artifacts.as_ref());
    attribute(&mut checker, "mac", &request.mac);
    optional_attribute(&mut checker, "hash", request.hash.as_deref());
    optional_attribute(&mut checker, "ext", request.ext.as_deref());
    let payload = request.payload.as_ref();
    let payload = payload.map(|payload| hashes(&mut checker, payload));
    checker.finish()?;
    let signed = SignedRequest {
        artifacts,
        mac: &request.mac,
        hash: request.hash.as_deref(),
        ext: request.ext.as_deref(),
        payload,
    };
    Ok((id, signed))
}

/// A partner, what it asked, and the answer's payload.
pub(super) fn answer(
    request: &SignHawkResponseRequest,
) -> Result<(&str, Artifacts<'_>, PayloadHashes<'_>), Refusal> {
    let mut checker = Checker::default();
    let (id, artifacts) = artifacts(&mut checker, request.artifacts.as_ref());
    let payload = if let Some(payload) = &request.payload {
        hashes(&mut checker, payload)
    } else {
        checker.refuse("payload", "is required");
        NO_HASHES
    };
    checker.finish()?;
    Ok((id, artifacts, payload))
}

/// How a TOP call is signed, the rest of which is in order.
pub(super) fn top_method(request: &VerifyTopSignatureRequest) -> Result<Method, Refusal> {
    let mut checker = Checker::default();
    checker.key("app_key", &request.app_key, TOP_MAX_LENGTH);
    checker.key("sign", &request.sign, TOP_MAX_LENGTH);
    let method = match request.sign_method() {
        TopSignMethod::Md5 => Method::Md5,
        TopSignMethod::HmacMd5 => Method::HmacMd5,
        TopSignMethod::HmacSha256 => Method::HmacSha256,
        TopSignMethod::Unspecified => {
            checker.refuse("sign_method", "must be one of the methods of TOP");
            Method::Md5
        }
    };
    checker.finish()?;
    Ok(method)
}

const NO_ARTIFACTS: Artifacts<'static> = Artifacts {
    ts: "",
    nonce: "",
    method: "",
    resource: "",
    host: "",
    port: 0,
    app: None,
    dlg: None,
};

const NO_HASHES: PayloadHashes<'static> = PayloadHashes {
    sha256: &[],
    sha1: &[],
};

/// Every text ends up on a line of its own in what is signed, so none may hold
/// a line break.
fn artifacts<'a>(
    checker: &mut Checker,
    given: Option<&'a HawkArtifacts>,
) -> (&'a str, Artifacts<'a>) {
    let Some(given) = given else {
        checker.refuse("artifacts", "is required");
        return ("", NO_ARTIFACTS);
    };
    attribute(checker, "artifacts.id", &given.id);
    let is_number = given.ts.bytes().all(|octet| octet.is_ascii_digit());
    if given.ts.is_empty() || given.ts.len() > TS_MAX_DIGITS || !is_number {
        checker.refuse("artifacts.ts", "must be 1 to 10 digits");
    }
    attribute(checker, "artifacts.nonce", &given.nonce);
    let is_method = given.method.bytes().all(|octet| octet.is_ascii_uppercase());
    if given.method.is_empty() || !is_method {
        checker.refuse("artifacts.method", "must be a method in upper case");
    }
    checker.key("artifacts.resource", &given.resource, RESOURCE_MAX_LENGTH);
    checker.key("artifacts.host", &given.host, HOST_MAX_LENGTH);
    let port = u16::try_from(given.port).unwrap_or_default();
    if port == 0 {
        checker.refuse("artifacts.port", "must be 1 to 65535");
    }
    optional_attribute(checker, "artifacts.app", given.app.as_deref());
    optional_attribute(checker, "artifacts.dlg", given.dlg.as_deref());
    let artifacts = Artifacts {
        ts: &given.ts,
        nonce: &given.nonce,
        method: &given.method,
        resource: &given.resource,
        host: &given.host,
        port,
        app: given.app.as_deref(),
        dlg: given.dlg.as_deref(),
    };
    (&given.id, artifacts)
}

fn attribute(checker: &mut Checker, field: &str, value: &str) {
    if value.is_empty() {
        checker.refuse(field, "is required");
    } else if !is_attribute(value) {
        checker.refuse(
            field,
            "must be printable ASCII without quotes and backslashes",
        );
    } else if value.len() > ATTRIBUTE_MAX_LENGTH {
        checker.refuse(
            field,
            format!("must be at most {ATTRIBUTE_MAX_LENGTH} characters"),
        );
    }
}

/// Where it is given, it is not empty: the header's reader tells the two apart.
fn optional_attribute(checker: &mut Checker, field: &str, value: Option<&str>) {
    if let Some(value) = value {
        attribute(checker, field, value);
    }
}

fn hashes<'a>(checker: &mut Checker, given: &'a HawkPayloadHashes) -> PayloadHashes<'a> {
    for (field, digest, length) in [
        ("payload.sha256", &given.sha256, 32),
        ("payload.sha1", &given.sha1, 20),
    ] {
        if digest.len() != length {
            checker.refuse(field, format!("must be {length} bytes"));
        }
    }
    PayloadHashes {
        sha256: &given.sha256,
        sha1: &given.sha1,
    }
}
