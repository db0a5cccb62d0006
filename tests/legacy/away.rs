//! The server behind the sidecar is away, or does not answer: callers are told
//! to try again, and may.

use std::time::Duration;

use tokio::net::TcpListener;

use crate::{
    gateway::Gateway,
    sign::{JSON, Signed},
    support::Sidecar,
    wire::{self, Answer},
};

const EPAY: &str = "/api/WebInterface/EPay/Refund/EndSingle/Success";
const BODY: &str = r#"{"batchno":"b","trandeno":"t","refundmoney":1}"#;

fn headers(names: &[(&str, &str)]) -> Vec<(String, String)> {
    let names = [("Host", "h")].iter().chain(names).copied();
    names
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

async fn callback(sidecar: &Sidecar, accept: &str) -> Answer {
    let headers = headers(&[("Content-Type", JSON), ("Accept", accept)]);
    let body = Some(BODY.as_bytes());
    wire::send(sidecar.address(), "POST", EPAY, &headers, body).await
}

async fn top(sidecar: &Sidecar) -> Answer {
    let now = time::OffsetDateTime::now_utc().unix_timestamp();
    let target = format!(
        "/router/rest?method=alibaba.wdk.trade.refund.inform&app_key=1&timestamp={now}000\
         &v=2.0&format=json&sign=00&inform_refund_success_request=%7B%7D"
    );
    wire::send(sidecar.address(), "GET", &target, &headers(&[]), None).await
}

#[track_caller]
fn asks_to_try_again(answer: &Answer, body: &str) {
    assert_eq!((answer.status, &*answer.text()), (503, body));
    assert_eq!(answer.header("retry-after"), Some("1"));
}

#[tokio::test]
async fn without_a_server_callers_are_asked_to_try_again_in_their_own_dialect() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let sidecar = Sidecar::at(address, |_| {}).await;

    let answer = callback(&sidecar, "application/json").await;
    let words = "服务暂不可用，请稍后重试";
    asks_to_try_again(
        &answer,
        &format!(r#"{{"errcode":9002,"errmsg":"{words}","tag":null}}"#),
    );
    let answer = callback(&sidecar, "application/xml").await;
    assert_eq!(answer.status, 503);
    assert!(
        answer
            .text()
            .contains(&format!("<errcode>9002</errcode><errmsg>{words}</errmsg>"))
    );
    let answer = Signed::new("/api/Order/Refund", "{}")
        .send(sidecar.address())
        .await;
    asks_to_try_again(
        &answer,
        &format!(r#"{{"errcode":9002,"errmsg":"{words}"}}"#),
    );

    let answer = top(&sidecar).await;
    assert_eq!(answer.status, 200);
    let error = &answer.json()["error_response"];
    assert_eq!(error["sub_code"], "isp.remote-service-timeout", "{error}");
    assert!(error["code"].is_number());
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_not_waited_for() {
    // It takes connections, and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let sidecar = Sidecar::at(silent.local_addr().unwrap(), |config| {
        config.upstream.timeout = Duration::from_millis(50);
        config.upstream.connect_timeout = Duration::from_millis(50);
    })
    .await;
    let answer = callback(&sidecar, "application/json").await;
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert_eq!(answer.header("retry-after"), Some("1"));
    let answer = top(&sidecar).await;
    let error = &answer.json()["error_response"];
    assert_eq!(error["sub_code"], "isp.remote-service-timeout", "{error}");
}

#[tokio::test]
async fn a_server_that_comes_back_is_found_again() {
    let gateway = Gateway::start().await;
    let sidecar = gateway.sidecar().await;
    let kept = |answer: &Answer| answer.status == 200 && answer.json()["errcode"] == 2003;
    assert!(kept(&callback(&sidecar, "*/*").await));
    let away = async || assert_eq!(callback(&sidecar, "*/*").await.status, 503);
    let _gateway = gateway.away_during(away).await;
    // The first calls may still find the connection that was lost.
    while !kept(&callback(&sidecar, "*/*").await) {}
}
