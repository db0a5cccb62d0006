//! The heads of requests: what is understood, and how much and how slow is too
//! much and too slow.

use std::time::Duration;

use super::{listening::Listening, raw::Raw};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

#[tokio::test]
async fn a_request_is_handed_on_as_it_was_sent() {
    let listening = Listening::start().await;
    let target = "/a%2Fb//%e9%E9;x=1/?q=%20+&&q=";
    let request = format!(
        "POST {target} HTTP/1.1\r\nhost: h\r\ncontent-length: 2\r\n\
         traceparent: 00-{TRACE}-b7ad6b7169203331-01\r\n\r\nhi"
    );
    let mut raw = Raw::sending(listening.address(), request).await;
    let answer = raw.answer().await;
    let peer = raw.local_address();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, format!("POST {target} {peer} {TRACE} hi"));
}

#[tokio::test]
async fn requests_of_one_connection_are_answered_in_turn() {
    let listening = Listening::start().await;
    let both = "GET /1 HTTP/1.1\r\nhost: h\r\n\r\nGET /2 HTTP/1.1\r\nhost: h\r\n\r\n";
    let mut raw = Raw::sending(listening.address(), both).await;
    assert!(raw.answer().await.body.starts_with("GET /1 "));
    assert!(raw.answer().await.body.starts_with("GET /2 "));
}

#[tokio::test]
async fn the_answer_to_head_has_a_length_and_no_body() {
    let listening = Listening::start().await;
    let head = "HEAD /1 HTTP/1.1\r\nhost: h\r\n\r\n";
    let mut raw = Raw::sending(listening.address(), head).await;
    let answer = raw.answer_without_body().await;
    assert!(answer.head.contains("content-length: "), "{}", answer.head);
    // Had there been a body, it would stand before this.
    raw.send("GET /2 HTTP/1.1\r\nhost: h\r\n\r\n").await;
    assert!(raw.answer().await.body.starts_with("GET /2 "));
}

#[tokio::test]
async fn a_client_of_http_1_0_is_answered_and_left() {
    let listening = Listening::start().await;
    let mut raw = Raw::sending(listening.address(), "GET /old HTTP/1.0\r\n\r\n").await;
    let answer = raw.answer().await;
    assert!(answer.head.contains("content-length: "), "{}", answer.head);
    assert!(answer.body.starts_with("GET /old "));
    assert_eq!(raw.rest().await, 0);

    let kept = "GET /old HTTP/1.0\r\nconnection: keep-alive\r\n\r\n";
    let mut raw = Raw::sending(listening.address(), kept).await;
    assert!(raw.answer().await.head.contains("connection: keep-alive"));
    raw.send(kept).await;
    assert_eq!(raw.answer().await.status, 200);
}

#[tokio::test]
async fn a_client_that_has_no_more_to_say_is_answered() {
    let listening = Listening::start().await;
    let request = "GET /last HTTP/1.1\r\nhost: h\r\n\r\n";
    let mut raw = Raw::sending(listening.address(), request).await;
    raw.end().await;
    assert_eq!(raw.answer().await.status, 200);
    assert_eq!(raw.rest().await, 0);
}

#[tokio::test]
async fn a_flood_of_headers_is_refused() {
    let listening = Listening::start().await;
    let line = "GET / HTTP/1.1\r\nhost: h\r\n";
    let many = "a: b\r\n".repeat(200);
    let long = format!("a: {}\r\n", "b".repeat(100_000));
    let endless = "b".repeat(1_000_000);
    for (name, flood) in [
        ("many", format!("{line}{many}\r\n")),
        ("long", format!("{line}{long}\r\n")),
        ("endless", format!("{line}a: {endless}")),
        ("line", format!("GET /{endless}")),
    ] {
        let mut raw = Raw::sending(listening.address(), flood).await;
        assert_eq!(raw.answer().await.status, 431, "{name}");
        assert_eq!(raw.rest().await, 0, "{name}");
    }
    listening.server.drain().await;
    assert_eq!(*listening.probe.came.borrow(), 0);
}

#[tokio::test]
async fn what_is_no_request_is_refused() {
    let listening = Listening::start().await;
    for garbage in [
        "\x16\x03\x01\x02\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
    ] {
        let mut raw = Raw::sending(listening.address(), garbage).await;
        assert_eq!(raw.answer().await.status, 400, "{garbage:?}");
        assert_eq!(raw.rest().await, 0);
    }
}

#[tokio::test]
async fn a_head_that_does_not_come_to_its_end_is_not_waited_for() {
    let listening = Listening::start_with(|config| {
        config.header_timeout = Duration::from_millis(50);
    })
    .await;
    for beginning in ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nhost: h\r\na"] {
        let mut raw = Raw::sending(listening.address(), beginning).await;
        assert_eq!(raw.rest().await, 0, "{beginning:?}");
    }
    assert_eq!(*listening.probe.came.borrow(), 0);
}

#[tokio::test]
async fn a_connection_without_a_further_request_is_closed() {
    let listening = Listening::start_with(|config| {
        config.header_timeout = Duration::from_millis(50);
    })
    .await;
    let request = "GET / HTTP/1.1\r\nhost: h\r\n\r\n";
    let mut raw = Raw::sending(listening.address(), request).await;
    assert_eq!(raw.answer().await.status, 200);
    assert_eq!(raw.rest().await, 0);
}
