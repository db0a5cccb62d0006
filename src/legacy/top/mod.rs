//! Taobao's open platform (TOP) as `alibaba.wdk.trade.refund.inform` is called
//! through it: every SDK of the platform can be pointed at the sidecar instead.
//!
//! Whatever goes wrong, HTTP's status is 200: most SDKs take another status for
//! a broken network and never read the body.

mod answer;
pub mod business;
mod check;
mod compression;
mod document;
mod json_part;
mod multipart;
pub mod parameters;
mod platform_error;
mod timestamp;
pub mod upstream;
mod urlencoded;

#[cfg(test)]
mod tests;

use std::time::SystemTime;

use http::{HeaderMap, HeaderValue, Method, Request, Response, header, request::Parts};
use hyper::body::Bytes;

pub use self::answer::Told;
use self::{
    answer::{Format, Outcome},
    business::PARAMETER,
    parameters::Parameters,
    platform_error::PlatformError,
    upstream::{Refused, Upstream},
};
use crate::error::TopError;

/// Where the platform serves its calls, and where the official Python SDK looks
/// for them whatever it is told.
pub const PATH: &str = "/router/rest";

/// What is known of a call besides its request.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// When it came.
    pub now: SystemTime,
    /// Under which name it is logged: the answer's `request_id`.
    pub request_id: &'a str,
}

/// Answers a call. The answer's extensions hold [`Told`].
pub async fn handle<U: Upstream>(
    request: Request<Bytes>,
    call: Call<'_>,
    upstream: &U,
) -> Response<Bytes> {
    let (parts, body) = request.into_parts();
    let content_type = parts.headers.get(header::CONTENT_TYPE);
    let content_type = content_type.map_or(&b""[..], HeaderValue::as_bytes);
    let parameters = Parameters::read(query(&parts), content_type, body).await;
    let outcome = match allowed(&parts.method) {
        Ok(()) => run(&parameters, call, upstream).await,
        Err(error) => Outcome::Platform(error),
    };
    respond(&outcome, Format::of(&parameters), &parts.headers, call)
}

/// Answers a call whose body was not read, and says why.
#[must_use]
pub fn unread(parts: &Parts, call: Call<'_>, reason_zh: &'static str) -> Response<Bytes> {
    let parameters = Parameters::of_query(query(parts));
    let error = PlatformError::parameter_error(reason_zh);
    respond(
        &Outcome::Platform(error),
        Format::of(&parameters),
        &parts.headers,
        call,
    )
}

fn query(parts: &Parts) -> &[u8] {
    parts.uri.query().unwrap_or_default().as_bytes()
}

/// Both are documented. What a body means in another is not.
fn allowed(method: &Method) -> Result<(), PlatformError> {
    if *method == Method::GET || *method == Method::POST {
        Ok(())
    } else {
        Err(PlatformError::http_action_not_allowed())
    }
}

async fn run<U: Upstream>(parameters: &Parameters, call: Call<'_>, upstream: &U) -> Outcome {
    if let Err(error) = check::check(parameters, call.now, upstream).await {
        return Outcome::Platform(error);
    }
    let request = match business::read(parameters.given(PARAMETER)) {
        Ok(request) => request,
        Err(malformed) => {
            return Outcome::Platform(PlatformError::malformed(&malformed.0));
        }
    };
    match upstream.inform(request).await {
        Ok(()) => Outcome::Success,
        Err(Refused { top, message_zh }) => match top {
            TopError::Business(error_code) => Outcome::Business {
                error_code,
                error_msg: message_zh,
            },
            TopError::Platform(sub_code) => {
                Outcome::Platform(PlatformError::remote(sub_code, message_zh))
            }
        },
    }
}

fn respond(
    outcome: &Outcome,
    format: Format,
    headers: &HeaderMap,
    call: Call<'_>,
) -> Response<Bytes> {
    let body = answer::render(outcome, format, call.request_id);
    let compressed = compression::is_gzip_asked(headers)
        .then(|| compression::gzip(&body))
        .flatten();
    let is_compressed = compressed.is_some();
    let body = compressed.unwrap_or(body);

    let length = body.len();
    let mut response = Response::new(Bytes::from(body));
    let content_type = HeaderValue::from_static(format.content_type());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, content_type);
    headers.insert(header::CONTENT_LENGTH, length.into());
    if is_compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response.extensions_mut().insert(outcome.told());
    response
}
