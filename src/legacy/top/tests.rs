//! Whole calls, against a server that answers what it is told to.

use std::{io::Read as _, sync::Mutex, time::Duration};

use flate2::read::GzDecoder;
use futures_util::FutureExt as _;

use super::*;
use crate::proto::v1::{
    InformRefundSuccessRequest, TopSignMethod, TopVerdict, VerifyTopSignatureRequest,
};

/// 2025-10-09 16:53:20 in China.
const NOW: Duration = Duration::from_secs(1_760_000_000);
const GOOD: &str = "app_key=1&method=alibaba.wdk.trade.refund.inform&timestamp=1760000000000\
    &v=2.0&format=json&sign_method=hmac&sign=AB";

/// A server that answers what it is told to, and remembers what it was asked.
struct Server {
    verdict: Result<TopVerdict, Refused>,
    stored: Result<(), Refused>,
    verified: Mutex<Vec<VerifyTopSignatureRequest>>,
    informed: Mutex<Vec<InformRefundSuccessRequest>>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            verdict: Ok(TopVerdict::Accepted),
            stored: Ok(()),
            verified: Mutex::default(),
            informed: Mutex::default(),
        }
    }
}

impl Upstream for Server {
    async fn verify(&self, request: VerifyTopSignatureRequest) -> Result<TopVerdict, Refused> {
        self.verified.lock().unwrap().push(request);
        self.verdict.clone()
    }

    async fn inform(&self, request: InformRefundSuccessRequest) -> Result<(), Refused> {
        self.informed.lock().unwrap().push(request);
        self.stored.clone()
    }
}

impl Server {
    fn judging(verdict: TopVerdict) -> Self {
        Self {
            verdict: Ok(verdict),
            ..Self::default()
        }
    }

    fn answer(&self, request: Request<Bytes>) -> Response<Bytes> {
        let call = Call {
            now: SystemTime::UNIX_EPOCH + NOW,
            request_id: "id",
        };
        let response = handle(request, call, self).now_or_never().unwrap();
        assert_eq!(response.status(), 200);
        response
    }

    fn get(&self, query: &str) -> String {
        let request = Request::get(format!("{PATH}?{query}"));
        text(&self.answer(request.body(Bytes::new()).unwrap()))
    }

    fn is_untouched(&self) -> bool {
        self.verified.lock().unwrap().is_empty() && self.informed.lock().unwrap().is_empty()
    }
}

fn text(response: &Response<Bytes>) -> String {
    String::from_utf8(response.body().to_vec()).unwrap()
}

/// `GOOD` with one parameter replaced, or left out where `value` is `None`.
fn good_but(name: &str, value: Option<&str>) -> String {
    let mut pairs: Vec<_> = GOOD.split('&').map(str::to_owned).collect();
    pairs.retain(|pair| !pair.starts_with(&format!("{name}=")));
    pairs.extend(value.map(|value| format!("{name}={value}")));
    pairs.join("&")
}

fn failure(top: TopError) -> Refused {
    Refused {
        top,
        message_zh: "原因".to_owned(),
    }
}

#[test]
fn a_call_is_verified_and_passed_on_once() {
    let server = Server::default();
    let query = format!("{GOOD}&inform_refund_success_request=%7B%22shop_id%22:7%7D");
    let answer = server.get(&query);
    assert_eq!(
        answer,
        r#"{"alibaba_wdk_trade_refund_inform_response":{"result":{"success":true},"request_id":"id"}}"#
    );
    let verified = server.verified.lock().unwrap();
    let expected = VerifyTopSignatureRequest {
        app_key: "1".to_owned(),
        sign_method: TopSignMethod::HmacMd5.into(),
        sign: "AB".to_owned(),
        signed: b"app_key1formatjsoninform_refund_success_request{\"shop_id\":7}methodalibaba.wdk.\
            trade.refund.informsign_methodhmactimestamp1760000000000v2.0"
            .to_vec(),
    };
    assert_eq!(*verified, [expected]);
    assert_eq!(server.informed.lock().unwrap()[0].shop_id, "7");
    assert_eq!(server.informed.lock().unwrap().len(), 1);
}

#[test]
fn a_business_failure_is_a_result() {
    let server = Server {
        stored: Err(failure(TopError::Business("TAOXIANDA_CONFLICT"))),
        ..Server::default()
    };
    assert_eq!(
        server.get(&good_but("simplify", Some("true"))),
        r#"{"result":{"success":false,"error_code":"TAOXIANDA_CONFLICT","error_msg":"原因"},"request_id":"id"}"#
    );
}

#[test]
fn a_server_that_cannot_answer_is_an_error_of_the_platform() {
    let code_50 = |sub_code| {
        format!(
            r#"{{"error_response":{{"code":50,"msg":"Remote service error","sub_code":"{sub_code}","sub_msg":"原因","request_id":"id"}}}}"#
        )
    };
    let passing = TopError::Platform("isp.remote-service-timeout");
    let server = Server {
        stored: Err(failure(passing)),
        ..Server::default()
    };
    assert_eq!(server.get(GOOD), code_50("isp.remote-service-timeout"));
    for (top, sub_code) in [
        (passing, "isp.remote-service-timeout"),
        (
            TopError::Business("ILLEGAL_PARAMETERS"),
            "isv.invalid-parameter",
        ),
    ] {
        let server = Server {
            verdict: Err(failure(top)),
            ..Server::default()
        };
        assert_eq!(server.get(GOOD), code_50(sub_code));
        assert!(server.informed.lock().unwrap().is_empty());
    }
    let server = Server {
        stored: Err(failure(TopError::Platform("isv.invalid-permission"))),
        ..Server::default()
    };
    assert!(
        server
            .get(GOOD)
            .contains(r#""code":11,"msg":"Insufficient isv permissions""#)
    );
    let answer = Server::judging(TopVerdict::Unspecified).get(GOOD);
    assert!(answer.contains(r#""sub_code":"isp.unknown-error""#));
}

#[test]
fn each_protocol_parameter_is_checked() {
    for (name, value, code, msg) in [
        ("method", None, 21, "Missing method"),
        ("method", Some(""), 21, "Missing method"),
        ("method", Some("taobao.foo.bar"), 22, "Invalid method"),
        ("app_key", None, 28, "Missing app key"),
        ("timestamp", None, 30, "Missing timestamp"),
        ("timestamp", Some("1760000600001"), 31, "Invalid timestamp"),
        ("v", None, 32, "Missing version"),
        ("v", Some("two"), 33, "Invalid version"),
        ("v", Some("3.0"), 34, "Unsupported version"),
        ("sign", None, 24, "Missing signature"),
        ("sign", Some(""), 24, "Missing signature"),
        (
            "sign_method",
            Some("sha999"),
            41,
            "Invalid arguments:sign_method",
        ),
        (
            "inform_refund_success_request",
            Some("[]"),
            50,
            "Remote service error",
        ),
    ] {
        let server = Server::default();
        let answer = server.get(&good_but(name, value));
        let expected = format!(r#"{{"error_response":{{"code":{code},"msg":"{msg}""#);
        assert!(answer.starts_with(&expected), "{name}={value:?}: {answer}");
        assert!(server.informed.lock().unwrap().is_empty());
        assert_eq!(server.is_untouched(), code < 29 && code != 24, "{name}");
    }
}

#[test]
fn the_first_of_several_faults_is_told() {
    let code_of = |verdict, query: &str| {
        let answer = Server::judging(verdict).get(&format!("{query}&format=json"));
        let code = answer.split([':', ',']).nth(2);
        code.unwrap().parse::<u16>().unwrap()
    };
    let accepted = TopVerdict::Accepted;
    let mut query = String::new();
    assert_eq!(code_of(accepted, "format=json"), 41);
    assert_eq!(code_of(accepted, &query), 21);
    query += "method=alibaba.wdk.trade.refund.inform";
    assert_eq!(code_of(accepted, &query), 28);
    query += "&app_key=1";
    assert_eq!(code_of(TopVerdict::UnknownApp, &query), 29);
    assert_eq!(code_of(TopVerdict::BadSignature, &query), 30);
    query += "&timestamp=1760000000000";
    assert_eq!(code_of(TopVerdict::BadSignature, &query), 32);
    query += "&v=2.0";
    assert_eq!(code_of(TopVerdict::BadSignature, &query), 24);
    query += "&sign=x";
    assert_eq!(code_of(TopVerdict::BadSignature, &query), 25);
}

#[test]
fn old_clients_that_name_no_method_sign_with_md5() {
    for (value, expected) in [
        (None, TopSignMethod::Md5),
        (Some(""), TopSignMethod::Md5),
        (Some("md5"), TopSignMethod::Md5),
        (Some("hmac-sha256"), TopSignMethod::HmacSha256),
    ] {
        let server = Server::default();
        server.get(&good_but("sign_method", value));
        assert_eq!(server.verified.lock().unwrap()[0].sign_method(), expected);
    }
}

#[test]
fn xml_is_the_default_and_what_unknown_formats_get() {
    let success = Server::default().get(&good_but("format", None));
    assert!(success.starts_with("<?xml"), "{success}");
    let unknown = Server::default().get(&good_but("format", Some("yaml")));
    assert!(unknown.contains("<error_response><code>23</code><msg>Invalid format</msg>"));
    let simplified = format!("{}&simplify=true", good_but("format", Some("xml")));
    let simplified = Server::default().get(&simplified);
    assert!(simplified.contains("<alibaba_wdk_trade_refund_inform_response><result>"));
}

#[test]
fn a_session_is_taken_and_not_asked_for() {
    let answer = Server::default().get(&good_but("session", Some("6100abc")));
    assert!(answer.contains(r#""success":true"#));
}

#[test]
fn parameters_may_come_in_the_body_of_a_post_and_of_a_get() {
    for method in [Method::POST, Method::GET] {
        let request = Request::builder().method(method).uri("/anywhere");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let response = Server::default().answer(request.body(GOOD.into()).unwrap());
        assert!(text(&response).contains(r#""success":true"#));
    }
}

#[test]
fn another_http_method_is_refused() {
    let request = Request::put(format!("{PATH}?{GOOD}")).body(Bytes::new());
    let server = Server::default();
    let answer = text(&server.answer(request.unwrap()));
    assert!(answer.contains(r#""code":9,"msg":"Http Action Not Allowed""#));
    assert!(server.is_untouched());
}

#[test]
fn parameters_that_cannot_be_used_are_refused_before_all_else() {
    let server = Server::default();
    let repeated = server.get(&format!("{GOOD}&v=2.0"));
    assert!(
        repeated.contains(
            r#""code":41,"msg":"Invalid arguments:v","sub_code":"isv.invalid-parameter""#
        )
    );
    let encoding = server.get(&format!("{GOOD}&x=%ff"));
    assert!(encoding.contains(r#""code":47,"msg":"Invalid encoding""#));
    assert!(server.is_untouched());
}

#[test]
fn headers_tell_the_format_and_the_length() {
    let request = Request::get(format!("{PATH}?{GOOD}")).body(Bytes::new());
    let response = Server::default().answer(request.unwrap());
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "text/javascript;charset=UTF-8");
    assert_eq!(header("content-length"), response.body().len().to_string());
    assert!(!response.headers().contains_key("content-encoding"));
    let told = Told {
        code: None,
        reason: None,
    };
    assert_eq!(response.extensions().get(), Some(&told));

    let request = Request::get(PATH).body(Bytes::new());
    let response = Server::default().answer(request.unwrap());
    assert_eq!(response.headers()["content-type"], "text/xml;charset=UTF-8");
}

#[test]
fn who_asks_for_gzip_gets_it() {
    let request = Request::get(format!("{PATH}?{GOOD}")).header("accept-encoding", "gzip");
    let response = Server::default().answer(request.body(Bytes::new()).unwrap());
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert_eq!(
        response.headers()["content-length"],
        response.body().len().to_string()
    );
    let mut text = String::new();
    GzDecoder::new(&response.body()[..])
        .read_to_string(&mut text)
        .unwrap();
    assert!(text.contains(r#""success":true"#));
}

#[test]
fn a_body_that_is_too_large_is_refused_in_the_format_of_the_query() {
    let (parts, ()) = Request::post(format!("{PATH}?format=json"))
        .body(())
        .unwrap()
        .into_parts();
    let call = Call {
        now: SystemTime::UNIX_EPOCH,
        request_id: "id",
    };
    let response = unread(&parts, call, "请求内容过大");
    assert_eq!(response.status(), 200);
    assert!(text(&response).starts_with(r#"{"error_response":{"code":43,"#));
}
