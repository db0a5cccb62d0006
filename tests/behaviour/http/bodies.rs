//! The bodies of requests: how large, how slow and how broken they may be.

use std::time::Duration;

use super::{listening::Listening, raw::Raw};

/// What the listeners of these tests take.
const LONGEST: usize = 1024;

async fn small() -> Listening {
    Listening::start_with(|config| config.max_body_bytes = LONGEST).await
}

async fn impatient() -> Listening {
    Listening::start_with(|config| config.request_timeout = Duration::from_millis(50)).await
}

/// A POST with headers and the beginning of a body.
fn post(headers: &str, body: &str) -> String {
    format!("POST / HTTP/1.1\r\nhost: h\r\n{headers}\r\n\r\n{body}")
}

fn chunk(data: &str) -> String {
    format!("{:x}\r\n{data}\r\n", data.len())
}

#[tokio::test]
async fn a_body_may_be_sent_in_chunks() {
    let listening = small().await;
    let body = format!("{}{}0\r\n\r\n", chunk("he"), chunk("llo"));
    let request = post("transfer-encoding: chunked", &body);
    let mut raw = Raw::sending(listening.address(), request).await;
    let answer = raw.answer().await;
    assert!(answer.body.ends_with(" hello"), "{}", answer.body);
}

#[tokio::test]
async fn a_body_as_large_as_allowed_is_read() {
    let listening = small().await;
    let length = format!("content-length: {LONGEST}");
    let request = post(&length, &"b".repeat(LONGEST));
    let mut raw = Raw::sending(listening.address(), request).await;
    assert_eq!(raw.answer().await.status, 200);
}

#[tokio::test]
async fn a_body_that_announces_too_much_is_refused_before_it_is_sent() {
    let listening = small().await;
    let length = format!("content-length: {}", LONGEST + 1);
    let expecting = format!("{length}\r\nexpect: 100-continue");
    for headers in [length, expecting] {
        let mut raw = Raw::sending(listening.address(), post(&headers, "")).await;
        let answer = raw.answer().await;
        assert_eq!(answer.status, 413, "{}", answer.head);
        assert!(answer.head.contains("connection: close"), "{}", answer.head);
        assert_eq!(raw.rest().await, 0);
    }
}

#[tokio::test]
async fn whoever_sends_too_much_can_still_read_why_it_is_refused() {
    let listening = small().await;
    let length = "content-length: 4000000";
    let request = post(length, &"b".repeat(4_000_000));
    let mut raw = Raw::sending(listening.address(), request).await;
    assert_eq!(raw.answer().await.status, 413);
    assert_eq!(raw.rest().await, 0);
}

#[tokio::test]
async fn chunks_that_add_up_to_too_much_are_refused() {
    let listening = small().await;
    let chunks = chunk(&"b".repeat(LONGEST / 2)).repeat(3);
    let request = post("transfer-encoding: chunked", &chunks);
    let mut raw = Raw::sending(listening.address(), request).await;
    let answer = raw.answer().await;
    assert_eq!(answer.status, 413);
    assert!(answer.head.contains("connection: close"), "{}", answer.head);
    assert_eq!(raw.rest().await, 0);
    assert_eq!(listening.whole(), 0);
}

#[tokio::test]
async fn a_body_that_does_not_come_to_its_end_is_not_waited_for() {
    let listening = impatient().await;
    for (headers, body) in [
        ("content-length: 10", "123"),
        ("content-length: 10", ""),
        ("transfer-encoding: chunked", "3\r\n123\r\n"),
        ("transfer-encoding: chunked", ""),
        ("content-length: 10\r\nexpect: 100-continue", ""),
    ] {
        let mut raw = Raw::sending(listening.address(), post(headers, body)).await;
        let mut answer = raw.answer().await;
        if headers.contains("expect") {
            assert_eq!(answer.status, 100);
            answer = raw.answer().await;
        }
        assert_eq!(answer.status, 408, "{headers}");
        assert!(answer.head.contains("connection: close"), "{}", answer.head);
        assert_eq!(raw.rest().await, 0);
    }
    assert_eq!(listening.whole(), 0);
}

#[tokio::test]
async fn a_body_that_is_cut_off_is_no_body() {
    let listening = small().await;
    for (headers, body) in [
        ("content-length: 10", "123"),
        ("transfer-encoding: chunked", "3\r\n123\r\n"),
        ("transfer-encoding: chunked", "ff\r\n123"),
    ] {
        let mut raw = Raw::sending(listening.address(), post(headers, body)).await;
        raw.end().await;
        raw.rest().await;
    }
    for body in ["zz\r\n123\r\n0\r\n\r\n", "3\r\n12345\r\n0\r\n\r\n"] {
        let request = post("transfer-encoding: chunked", body);
        let mut raw = Raw::sending(listening.address(), request).await;
        assert_eq!(raw.answer().await.status, 400, "{body:?}");
        assert_eq!(raw.rest().await, 0);
    }
    listening.server.drain().await;
    assert_eq!(listening.whole(), 0);
}

#[tokio::test]
async fn whoever_asks_first_is_told_to_go_on() {
    let listening = small().await;
    let headers = "content-length: 2\r\nexpect: 100-continue";
    let mut raw = Raw::sending(listening.address(), post(headers, "")).await;
    assert_eq!(raw.answer().await.status, 100);
    raw.send("hi").await;
    let answer = raw.answer().await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.ends_with(" hi"), "{}", answer.body);
}

#[tokio::test]
async fn contradictory_lengths_are_refused() {
    let listening = small().await;
    for headers in [
        "content-length: 2\r\ncontent-length: 3",
        "content-length: +2",
        "transfer-encoding: gzip",
    ] {
        let mut raw = Raw::sending(listening.address(), post(headers, "hi!")).await;
        assert_eq!(raw.answer().await.status, 400, "{headers}");
        assert_eq!(raw.rest().await, 0);
    }
    assert_eq!(*listening.probe.came.borrow(), 0);
}
