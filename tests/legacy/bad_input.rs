//! What no partner should send, and somebody will: it is answered in the
//! caller's own dialect, and the server behind hears nothing of it.

use std::iter;

use crate::{support::Sidecar, upstream::Upstream, wire};

const EPAY: &str = "/api/WebInterface/EPay/Refund/EndSingle/Success";
/// As deep as no honest message is.
const DEEP: usize = 10_000;

struct Stage {
    upstream: Upstream,
    sidecar: Sidecar,
}

impl Stage {
    async fn new() -> Self {
        let upstream = Upstream::start().await;
        let sidecar = Sidecar::before(&upstream, |_| {}).await;
        Self { upstream, sidecar }
    }

    /// Posts a callback that must not reach the server.
    async fn refused(&self, headers: &[(&str, &str)], body: &[u8]) -> wire::Answer {
        let headers: Vec<_> = iter::once(("Host", "h"))
            .chain(headers.iter().copied())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let answer = wire::send(self.sidecar.address(), "POST", EPAY, &headers, Some(body)).await;
        assert_eq!(self.upstream.recorder.count(), 0, "{}", answer.text());
        answer
    }

    /// Likewise, for the parameter's sake.
    async fn unreadable(&self, content_type: &str, body: &[u8]) {
        let answer = self
            .refused(
                &[("Content-Type", content_type), ("Accept", "text/json")],
                body,
            )
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json()["errcode"], 1001, "{}", answer.text());
        assert!(answer.json()["errmsg"].is_string());
    }
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_in_the_format_that_was_asked_for() {
    let stage = Stage::new().await;
    let body = vec![b' '; 4 * 1024 * 1024 + 1];
    for (accept, expected) in [
        ("application/json", "{\"Message\":\"超过了最大请求长度。\"}"),
        (
            "text/xml",
            "<Error><Message>超过了最大请求长度。</Message></Error>",
        ),
    ] {
        let headers = [("Content-Type", "application/json"), ("Accept", accept)];
        let answer = stage.refused(&headers, &body).await;
        assert_eq!((answer.status, &*answer.text()), (413, expected));
        let chunked = [headers[0], headers[1], ("Transfer-Encoding", "chunked")];
        let answer = stage.refused(&chunked, &body).await;
        assert_eq!((answer.status, &*answer.text()), (413, expected));
    }
}

#[tokio::test]
async fn nesting_beyond_reason_is_refused() {
    let stage = Stage::new().await;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let json = format!("{{\"x\":{}1{}}}", open.repeat(DEEP), close.repeat(DEEP));
        stage.unreadable("application/json", json.as_bytes()).await;
        stage
            .unreadable("application/json", open.repeat(DEEP).as_bytes())
            .await;
    }
    let xml = format!(
        "<EPayEndRefundSuccessParm xmlns=\"http://schemas.datacontract.org/2004/07/\
         DigitalScience.DataTransfer.Tour.V5.Parm\">{}{}</EPayEndRefundSuccessParm>",
        "<a>".repeat(DEEP),
        "</a>".repeat(DEEP)
    );
    stage.unreadable("text/xml", xml.as_bytes()).await;
    stage.unreadable("application/bson", &deep_bson()).await;
}

/// Documents in documents, each the only element `a` of the one around it.
fn deep_bson() -> Vec<u8> {
    let mut document = vec![5, 0, 0, 0, 0];
    for _ in 0..DEEP {
        let length = u32::try_from(document.len() + 8).unwrap();
        let mut outer = length.to_le_bytes().to_vec();
        outer.extend(b"\x03a\0");
        outer.append(&mut document);
        outer.push(0);
        document = outer;
    }
    document
}

#[tokio::test]
async fn no_document_type_is_read_and_nothing_is_fetched() {
    let stage = Stage::new().await;
    for document_type in [
        "<!DOCTYPE a>",
        "<!DOCTYPE a SYSTEM \"http://192.0.2.1/a.dtd\">",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;&x;&x;\">]>",
    ] {
        let xml = format!(
            "{document_type}<EPayEndRefundSuccessParm xmlns=\"http://schemas.datacontract.org/\
             2004/07/DigitalScience.DataTransfer.Tour.V5.Parm\"><batchno>&x;</batchno>\
             <refundmoney>1</refundmoney><trandeno>t</trandeno></EPayEndRefundSuccessParm>"
        );
        stage.unreadable("application/xml", xml.as_bytes()).await;
    }
}

#[tokio::test]
async fn text_that_is_none_is_refused_in_every_format() {
    let stage = Stage::new().await;
    let namespace =
        "http://schemas.datacontract.org/2004/07/DigitalScience.DataTransfer.Tour.V5.Parm";
    let xml = [
        format!("<EPayEndRefundSuccessParm xmlns=\"{namespace}\"><batchno>").as_bytes(),
        b"\xff",
        b"</batchno></EPayEndRefundSuccessParm>",
    ]
    .concat();
    for (content_type, body) in [
        (
            "application/json",
            b"{\"batchno\":\"\xff\",\"trandeno\":\"t\",\"refundmoney\":1}".to_vec(),
        ),
        ("application/xml", xml),
        (
            "application/x-www-form-urlencoded",
            b"batchno=%ff&trandeno=t&refundmoney=1".to_vec(),
        ),
        (
            "application/x-www-form-urlencoded",
            b"batchno=\xff&trandeno=t&refundmoney=1".to_vec(),
        ),
        (
            "application/bson",
            b"\x0f\0\0\0\x02batchno\0\x02\0\0\0\xff\0\0".to_vec(),
        ),
    ] {
        stage.unreadable(content_type, &body).await;
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_reaches_nobody() {
    let stage = Stage::new().await;
    let whole = r#"{"batchno":"b","trandeno":"t","refundmoney":1}"#;
    let head = format!("POST {EPAY} HTTP/1.1\r\nHost: h\r\nContent-Type: text/json\r\n");
    for rest in [
        format!("Content-Length: {}\r\n\r\n{whole}", whole.len() + 1),
        format!(
            "Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{whole}\r\n",
            whole.len()
        ),
        format!(
            "Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{whole}",
            whole.len() + 1
        ),
        format!("Transfer-Encoding: chunked\r\n\r\nzz\r\n{whole}\r\n0\r\n\r\n"),
    ] {
        let answer = wire::broken_off(stage.sidecar.address(), &format!("{head}{rest}")).await;
        assert!(answer.is_none_or(|answer| answer.status == 400));
        assert_eq!(stage.upstream.recorder.count(), 0);
    }
}

#[tokio::test]
async fn a_body_in_tiny_chunks_is_one_body() {
    let stage = Stage::new().await;
    let body = r#"{"batchno":"批","trandeno":"t","refundmoney":1.50}"#;
    let mut request = format!(
        "POST {EPAY} HTTP/1.1\r\nHost: h\r\nContent-Type: text/json\r\n\
         Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    .into_bytes();
    for byte in body.bytes() {
        request.extend([b'1', b'\r', b'\n', byte, b'\r', b'\n']);
    }
    request.extend(b"0\r\n\r\n");
    let answer = wire::exchange(stage.sidecar.address(), &request).await;
    assert_eq!(answer.text(), r#"{"errcode":0,"errmsg":null,"tag":null}"#);
    assert_eq!(stage.upstream.recorder.count(), 1);
}

#[tokio::test]
async fn a_client_that_waits_for_leave_gets_it() {
    let stage = Stage::new().await;
    let body = r#"{"batchno":"b","trandeno":"t","refundmoney":1}"#;
    let head = format!(
        "POST {EPAY} HTTP/1.1\r\nHost: h\r\nContent-Type: text/json\r\nContent-Length: {}\r\n\
         Expect: 100-continue\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let (leave, answer) = wire::with_leave(stage.sidecar.address(), &head, body).await;
    assert!(leave.starts_with("HTTP/1.1 100 Continue"), "{leave}");
    assert_eq!(answer.status, 200);
    assert_eq!(stage.upstream.recorder.count(), 1);
}
