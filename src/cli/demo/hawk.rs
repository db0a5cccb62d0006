//! A partner that signs with HAWK and believes signed answers only. It signs
//! and verifies with the crate `hawk`, which the server does not do with these.

use hawk::{Credentials, Header, Key, PayloadHasher, Request, RequestBuilder, SHA256};
use tonic::Status;

use super::{
    body::Sent,
    http::{Http, HttpAnswer},
    partners::{AGENT, KEY},
    tell::Answer,
};
use crate::partners::hawk::Credentials as Partner;

const METHOD: &str = "POST";

/// A request that is signed, to be sent as often as one likes.
pub(super) struct Signed {
    target: &'static str,
    host: String,
    port: u16,
    hash: Vec<u8>,
    key: Key,
    header: Header,
    sent: Sent,
}

/// An answer, and whether the server has signed just this answer to just this
/// request.
#[derive(Debug)]
pub(super) struct SignedAnswer {
    pub(super) answer: HttpAnswer,
    pub(super) is_genuine: bool,
}

impl Signed {
    /// Signs a request, now and with a nonce of its own.
    pub(super) fn new(
        http: &Http,
        target: &'static str,
        password: &str,
        sent: Sent,
    ) -> Answer<Self> {
        let secret = Partner::derive_key(KEY, password);
        let address = http.address();
        let (host, port) = (address.ip().to_string(), address.port());
        let hash = hash_of(sent.content_type, &sent.bytes)?;
        let credentials = Credentials {
            id: AGENT.to_owned(),
            key: Key::new(secret.as_slice(), SHA256).map_err(unsigned)?,
        };
        let request = request(target, &host, port, &hash);
        let header = request.make_header(&credentials).map_err(unsigned)?;
        Ok(Self {
            target,
            host,
            port,
            hash,
            key: credentials.key,
            header,
            sent,
        })
    }

    /// The same signature over something else.
    pub(super) fn tampered(self, sent: Sent) -> Self {
        Self { sent, ..self }
    }

    /// Sends it, and verifies the answer.
    pub(super) async fn send(&self, http: &Http) -> Answer<SignedAnswer> {
        let authorization = format!("Hawk {}", self.header);
        let answer = http.post_signed(self.target, &self.sent, Some(&authorization));
        let answer = answer.await?;
        let hash = hash_of(answer.media_type(), &answer.body)?;
        Ok(SignedAnswer {
            is_genuine: self.is_genuine(&hash, &answer),
            answer,
        })
    }

    fn is_genuine(&self, hash: &[u8], answer: &HttpAnswer) -> bool {
        let signature = answer.header("server-authorization").strip_prefix("Hawk ");
        let signature = signature.and_then(|signature| signature.parse().ok());
        let request = request(self.target, &self.host, self.port, &self.hash);
        let expected = request.make_response_builder(&self.header).hash(hash);
        signature.is_some_and(|it: Header| expected.response().validate_header(&it, &self.key))
    }
}

fn request<'a>(target: &'a str, host: &'a str, port: u16, hash: &'a [u8]) -> Request<'a> {
    RequestBuilder::new(METHOD, host, port, target)
        .hash(hash)
        .request()
}

fn hash_of(content_type: &str, body: &[u8]) -> Answer<Vec<u8>> {
    let media_type = content_type.split(';').next().unwrap_or_default();
    PayloadHasher::hash(media_type.trim(), SHA256, body).map_err(unsigned)
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unsigned(error: hawk::Error) -> Status {
    Status::internal(error.to_string())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};
    use serde_json::json;

    use super::*;

    fn signed() -> Signed {
        let http = Http::new(([127, 0, 0, 1], 8080).into());
        let sent = Sent::json(&json!({}));
        Signed::new(&http, "/api/Order/Refund", "password", sent).unwrap()
    }

    /// What the server would answer to a request, by the crate.
    fn answer(to: &Signed, body: &'static str) -> HttpAnswer {
        let hash = hash_of("application/json", body.as_bytes()).unwrap();
        let request = request(to.target, &to.host, to.port, &to.hash);
        let response = request.make_response_builder(&to.header).hash(&hash[..]);
        let signature = response.response().make_header(&to.key).unwrap();
        let signature = HeaderValue::from_str(&format!("Hawk {signature}")).unwrap();
        HttpAnswer {
            status: StatusCode::OK,
            headers: HeaderMap::from_iter([("server-authorization".parse().unwrap(), signature)]),
            body: body.into(),
        }
    }

    fn is_genuine(request: &Signed, answer: &HttpAnswer) -> bool {
        let hash = hash_of("application/json; charset=utf-8", &answer.body).unwrap();
        request.is_genuine(&hash, answer)
    }

    #[test]
    fn an_answer_is_genuine_to_its_request_and_unchanged_only() {
        let request = signed();
        let mut answer = answer(&request, "{}");
        assert!(is_genuine(&request, &answer));
        assert!(!is_genuine(&signed(), &answer));
        answer.body = "{ }".into();
        assert!(!is_genuine(&request, &answer));
        answer.headers.clear();
        assert!(!is_genuine(&request, &answer));
    }
}
