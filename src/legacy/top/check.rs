//! What is checked of a call before its business parameter is looked at, in the
//! order in which the platform's codes are numbered.
//!
//! No call is refused for having been seen before: the platform's protocol has
//! no nonce, and its SDKs and their HTTP clients repeat calls byte by byte.

use std::time::SystemTime;

use super::{
    answer::Format,
    parameters::Parameters,
    platform_error::PlatformError,
    timestamp,
    upstream::{Refused, Upstream},
};
use crate::{
    error::{Failure, TopError},
    proto::v1::{TopSignMethod, TopVerdict, VerifyTopSignatureRequest},
};

/// The one call that is served.
const METHOD: &str = "alibaba.wdk.trade.refund.inform";
const VERSION: &str = "2.0";
/// The longest `app_key` or `sign` that the server is asked about.
const MAX_LENGTH: usize = 256;
/// In place of a `sign` that cannot hold: there is none, or it is no text that
/// the server would look at. The applications are asked for all the same.
const NO_SIGN: &str = "-";

/// Checks everything but the business parameter.
///
/// `session` is never asked for: it would name a shop's user at Taobao, of whom
/// there are none here.
pub(super) async fn check<U: Upstream>(
    parameters: &Parameters,
    now: SystemTime,
    upstream: &U,
) -> Result<(), PlatformError> {
    if let Some(defect) = parameters.defect() {
        return Err(defect.into());
    }
    check_method(parameters.given("method"))?;
    let app_key = parameters
        .given("app_key")
        .ok_or(PlatformError::missing_app_key())?;
    let sign_method = SignMethod::of(parameters.given("sign_method"));
    if !is_sendable(app_key) {
        return Err(PlatformError::invalid_app_key());
    }
    let verdict = verify(app_key, sign_method, parameters, upstream).await?;
    if verdict == TopVerdict::UnknownApp {
        return Err(PlatformError::invalid_app_key());
    }
    check_timestamp(parameters.given("timestamp"), now)?;
    check_version(parameters.given("v"))?;
    Format::check(parameters.given("format"))?;
    if parameters.sign().is_none() {
        return Err(PlatformError::missing_signature());
    }
    if sign_method == SignMethod::Unknown {
        return Err(PlatformError::invalid_arguments(
            "sign_method",
            "签名方法不支持",
        ));
    }
    match verdict {
        TopVerdict::Accepted => Ok(()),
        _ => Err(PlatformError::invalid_signature()),
    }
}

fn check_method(method: Option<&str>) -> Result<(), PlatformError> {
    match method {
        None => Err(PlatformError::missing_method()),
        Some(METHOD) => Ok(()),
        Some(_) => Err(PlatformError::invalid_method()),
    }
}

fn check_timestamp(timestamp: Option<&str>, now: SystemTime) -> Result<(), PlatformError> {
    let timestamp = timestamp.ok_or(PlatformError::missing_timestamp())?;
    if timestamp::is_current(timestamp, now) {
        Ok(())
    } else {
        Err(PlatformError::invalid_timestamp())
    }
}

fn check_version(version: Option<&str>) -> Result<(), PlatformError> {
    match version {
        None => Err(PlatformError::missing_version()),
        Some(VERSION) => Ok(()),
        Some(other) if is_version(other) => Err(PlatformError::unsupported_version()),
        Some(_) => Err(PlatformError::invalid_version()),
    }
}

/// Whether a text is of a version's form.
fn is_version(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.')
        .is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

/// How a call says that it is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SignMethod {
    Known(TopSignMethod),
    Unknown,
}

impl SignMethod {
    /// Clients older than the parameter do not send it, and mean MD5.
    fn of(given: Option<&str>) -> Self {
        match given {
            None | Some("md5") => Self::Known(TopSignMethod::Md5),
            Some("hmac") => Self::Known(TopSignMethod::HmacMd5),
            Some("hmac-sha256") => Self::Known(TopSignMethod::HmacSha256),
            Some(_) => Self::Unknown,
        }
    }
}

/// Has the signature checked, whatever is still wrong with the call: only the
/// server knows which applications there are, and that comes first.
async fn verify<U: Upstream>(
    app_key: &str,
    sign_method: SignMethod,
    parameters: &Parameters,
    upstream: &U,
) -> Result<TopVerdict, PlatformError> {
    let sign_method = match sign_method {
        SignMethod::Known(known) => known,
        // The verdict will not be looked at.
        SignMethod::Unknown => TopSignMethod::Md5,
    };
    let sign = parameters.sign().filter(|sign| is_sendable(sign));
    let request = VerifyTopSignatureRequest {
        app_key: app_key.to_owned(),
        sign_method: sign_method.into(),
        sign: sign.unwrap_or(NO_SIGN).to_owned(),
        signed: parameters.signed(),
    };
    match upstream.verify(request).await {
        Ok(TopVerdict::Unspecified) => {
            let internal = Failure::Internal.row();
            Err(unverified(internal.into()))
        }
        Ok(verdict) => Ok(verdict),
        Err(refused) => Err(unverified(refused)),
    }
}

/// Whether a text is one that an application's key or signature can be.
fn is_sendable(text: &str) -> bool {
    let is_short = text.len() <= MAX_LENGTH;
    is_short && !text.trim().is_empty() && !text.chars().any(char::is_control)
}

fn unverified(refused: Refused) -> PlatformError {
    match refused.top {
        TopError::Platform(sub_code) => PlatformError::remote(sub_code, refused.message_zh),
        TopError::Business(_) => PlatformError::unverifiable(refused.message_zh),
    }
}
