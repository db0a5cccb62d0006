//! Answers over HTTP, each read in the format that it came in.

use http::header;
use quick_xml::{Reader, escape::unescape, events::Event};
use serde_json::Value;

use crate::cli::demo::{bson, hawk::SignedAnswer, http::HttpAnswer};

const TOP_ROOT: &str = "alibaba_wdk_trade_refund_inform_response";
const TOP_ERROR: &str = "error_response";

/// Whether the old server would have called it a success.
pub(in crate::cli::demo) fn errcode(answer: &HttpAnswer) -> String {
    let read = Read::of(answer);
    let (status, format) = (answer.status.as_u16(), read.format());
    format!("{status} {format}, errcode {}", read.text(&["errcode"]))
}

/// The same, and why not.
pub(in crate::cli::demo) fn result(answer: &HttpAnswer) -> String {
    let errcode = errcode(answer);
    match Read::of(answer).member(&["errmsg"]) {
        None => errcode,
        Some(errmsg) => format!("{errcode} {errmsg}"),
    }
}

/// A result, and whether it is genuine.
pub(in crate::cli::demo) fn signed(signed: &SignedAnswer) -> String {
    let result = result(&signed.answer);
    let whose = if signed.is_genuine {
        "genuine"
    } else {
        "not genuine"
    };
    format!("{result}, {whose}")
}

/// How somebody is asked to sign, and what was wrong with how they did.
pub(in crate::cli::demo) fn challenge(answer: &HttpAnswer) -> String {
    let challenge = answer.header(header::WWW_AUTHENTICATE.as_str());
    format!("{}, {challenge}", answer.status.as_u16())
}

/// What TOP answers: its HTTP is always fine.
pub(in crate::cli::demo) fn top(answer: &HttpAnswer) -> String {
    let read = Read::of(answer);
    let format = read.format();
    if let Some(code) = read.member(&[TOP_ERROR, "code"]) {
        let msg = read.text(&[TOP_ERROR, "msg"]);
        return format!("{format}, code {code} {msg}");
    }
    let of_result = |name| read.member(&[TOP_ROOT, "result", name]);
    let success = of_result("success").unwrap_or_default();
    match of_result("error_code") {
        None => format!("{format}, success {success}"),
        Some(error_code) => format!("{format}, success {success}, {error_code}"),
    }
}

/// A body as it is read.
enum Read<'a> {
    Json(Value),
    Xml(&'a str),
    Bson(&'a [u8]),
    /// Of another type than is expected of anybody.
    Other,
}

impl<'a> Read<'a> {
    fn of(answer: &'a HttpAnswer) -> Self {
        let body = &answer.body[..];
        let read = match answer.media_type() {
            "application/json" | "text/javascript" => {
                serde_json::from_slice(body).ok().map(Self::Json)
            }
            "application/xml" | "text/xml" => str::from_utf8(body).ok().map(Self::Xml),
            "application/bson" => Some(Self::Bson(body)),
            _ => None,
        };
        read.unwrap_or(Self::Other)
    }

    fn format(&self) -> &'static str {
        match self {
            Self::Json(_) => "JSON",
            Self::Xml(_) => "XML",
            Self::Bson(_) => "BSON",
            Self::Other => "unreadable",
        }
    }

    fn text(&self, path: &[&str]) -> String {
        self.member(path).unwrap_or_else(|| "(none)".to_owned())
    }

    /// What stands at a path; none for null and for nothing. The root of XML
    /// need not be named.
    fn member(&self, path: &[&str]) -> Option<String> {
        match self {
            Self::Json(value) => {
                let found = path.iter().try_fold(value, |value, name| value.get(name))?;
                match found {
                    Value::Null => None,
                    Value::String(text) => Some(text.clone()),
                    other => Some(other.to_string()),
                }
            }
            Self::Xml(text) => element(text, path),
            Self::Bson(document) => bson::member(document, path.last()?),
            Self::Other => None,
        }
    }
}

/// The text of the first element on a path; none if it is empty.
fn element(text: &str, path: &[&str]) -> Option<String> {
    let mut reader = Reader::from_str(text);
    let mut path = path.iter().peekable();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if path.peek() == Some(&&start.name().into_inner()) => {
                path.next();
                if path.peek().is_none() {
                    let text = reader.read_text(start.name()).ok()?;
                    return Some(unescape(&text).ok()?.into_owned());
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::*;

    fn answer(content_type: &'static str, body: &'static [u8]) -> HttpAnswer {
        let content_type = HeaderValue::from_static(content_type);
        HttpAnswer {
            status: StatusCode::OK,
            headers: HeaderMap::from_iter([(header::CONTENT_TYPE, content_type)]),
            body: body.into(),
        }
    }

    #[test]
    fn results_are_told_from_what_they_hold() {
        let json = br#"{"errcode":1,"errmsg":"no","tag":null}"#;
        let json = answer("application/json; charset=utf-8", json);
        assert_eq!(result(&json), "200 JSON, errcode 1 no");
        assert_eq!(errcode(&json), "200 JSON, errcode 1");
        let xml = b"<R xmlns=\"n\"><errcode>0</errcode><errmsg i:nil=\"true\" /></R>";
        assert_eq!(result(&answer("text/xml", xml)), "200 XML, errcode 0");
        let xml = b"<R><errcode>7</errcode><errmsg>a &lt; b</errmsg></R>";
        assert_eq!(result(&answer("text/xml", xml)), "200 XML, errcode 7 a < b");
        let bson = b"\x1f\0\0\0\x10errcode\0\0\0\0\0\x0aerrmsg\0\x0atag\0\0";
        assert_eq!(
            result(&answer("application/bson", bson)),
            "200 BSON, errcode 0"
        );
    }

    #[test]
    fn what_is_no_result_is_told_as_none() {
        for (content_type, told) in [
            ("application/json", "200 unreadable, errcode (none)"),
            ("text/xml", "200 XML, errcode (none)"),
            ("application/bson", "200 BSON, errcode (none)"),
            ("text/html", "200 unreadable, errcode (none)"),
        ] {
            assert_eq!(result(&answer(content_type, b"<html>")), told);
        }
    }

    #[test]
    fn top_is_told_from_its_envelope() {
        let xml = b"<error_response><code>25</code><msg>Invalid signature</msg></error_response>";
        let told = top(&answer("text/xml;charset=UTF-8", xml));
        assert_eq!(told, "XML, code 25 Invalid signature");
        let json = br#"{"alibaba_wdk_trade_refund_inform_response":{"result":{"success":true}}}"#;
        let told = top(&answer("text/javascript;charset=UTF-8", json));
        assert_eq!(told, "JSON, success true");
    }
}
