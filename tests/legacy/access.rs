//! Who may call `api/WebInterface/*`.

use crate::{
    sign::JSON,
    support::Sidecar,
    upstream::Upstream,
    wire::{self, Answer},
};

const EPAY: &str = "/api/WebInterface/EPay/Refund/EndSingle/Success";
const BODY: &str = r#"{"batchno":"b","trandeno":"t","refundmoney":1}"#;

async fn post(access: &str, headers: &[(&str, &str)]) -> (Answer, usize) {
    let upstream = Upstream::start().await;
    let access = access.parse().unwrap();
    let sidecar = Sidecar::before(&upstream, |legacy| legacy.webinterface_access = access).await;
    let headers: Vec<_> = [("Host", "h"), ("Content-Type", JSON)]
        .iter()
        .chain(headers)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let body = Some(BODY.as_bytes());
    let answer = wire::send(sidecar.address(), "POST", EPAY, &headers, body).await;
    (answer, upstream.recorder.count())
}

#[tokio::test]
async fn neighbours_may_call_and_nobody_else() {
    let (answer, told) = post("loopback", &[]).await;
    assert_eq!((answer.status, told), (200, 1));
    let (answer, told) = post("192.0.2.0/24,127.0.0.0/8", &[]).await;
    assert_eq!((answer.status, told), (200, 1));

    let (answer, told) = post("192.0.2.0/24", &[("X-Forwarded-For", "192.0.2.1")]).await;
    assert_eq!((answer.status, told), (403, 0));
    assert_eq!(answer.text(), r#"{"Message":"已拒绝为此请求授权。"}"#);
    let (answer, _) = post("192.0.2.0/24", &[("Accept", "text/xml")]).await;
    assert_eq!(
        answer.text(),
        "<Error><Message>已拒绝为此请求授权。</Message></Error>"
    );
}

#[tokio::test]
async fn or_whoever_signs() {
    let (answer, told) = post("hawk", &[]).await;
    assert_eq!((answer.status, told), (401, 0));
    assert_eq!(answer.header("www-authenticate"), Some("Hawk"));
    assert_eq!(
        answer.text(),
        r#"{"errcode":9005,"errmsg":"身份认证失败","tag":null}"#
    );

    let signed = ("Authorization", crate::recorded::SIGNED);
    let (answer, told) = post("hawk", &[signed]).await;
    assert_eq!((answer.status, told), (200, 1));
    assert!(answer.header("server-authorization").is_some());
}
