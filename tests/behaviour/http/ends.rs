//! The end of the listener, and of connections that would not end.

use std::time::Duration;

use super::{
    listening::{LARGE, Listening},
    raw::Raw,
};

const REQUEST: &str = "GET /work HTTP/1.1\r\nhost: h\r\n\r\n";
const HEALTH: &str = "GET /healthz HTTP/1.1\r\nhost: h\r\n\r\n";

#[tokio::test]
async fn what_is_in_flight_is_answered_and_nothing_more() {
    let listening = Listening::start().await;
    listening.probe.may_answer.send_replace(false);
    let mut in_flight = Raw::sending(listening.address(), REQUEST).await;
    listening.came(1).await;

    listening.draining.send_replace(true);
    let mut draining = Box::pin(listening.server.drain());
    let mut turned_away = Raw::connect(listening.address()).await;
    let still_there = async {
        turned_away.send(REQUEST).await;
        let answer = turned_away.answer().await;
        assert_eq!(answer.status, 503);
        assert!(answer.head.contains("connection: close"), "{}", answer.head);
        let mut probe = Raw::sending(listening.address(), HEALTH).await;
        assert_eq!(probe.answer().await.body, "draining\n");
    };
    tokio::select! {
        biased;
        () = &mut draining => panic!("a request is in flight"),
        () = still_there => {}
    }
    listening.probe.may_answer.send_replace(true);
    draining.await;
    assert_eq!(in_flight.answer().await.status, 200);
    assert_eq!(listening.whole(), 1);

    listening.server.stop().await;
    assert_eq!(in_flight.rest().await, 0);
}

#[tokio::test]
async fn idle_connections_do_not_hold_up_the_end() {
    let listening = Listening::start().await;
    let mut silent = Raw::connect(listening.address()).await;
    let mut kept = Raw::sending(listening.address(), REQUEST).await;
    kept.answer().await;
    listening.server.drain().await;
    listening.server.stop().await;
    assert_eq!(silent.rest().await, 0);
    assert_eq!(kept.rest().await, 0);
}

#[tokio::test]
async fn one_connection_more_than_allowed_waits_for_another_to_end() {
    let listening = Listening::start_with(|config| config.max_connections = 1).await;
    let mut first = Raw::sending(listening.address(), REQUEST).await;
    first.answer().await;
    let mut second = Raw::sending(listening.address(), REQUEST).await;
    // The first is still served, and the second is not.
    first.send(REQUEST).await;
    first.answer().await;
    assert_eq!(listening.whole(), 2);
    drop(first);
    assert_eq!(second.answer().await.status, 200);
}

#[tokio::test]
async fn a_client_that_takes_nothing_of_its_answer_is_left() {
    let listening = Listening::start_with(|config| {
        config.max_connections = 1;
        config.request_timeout = Duration::from_millis(50);
    })
    .await;
    let large = format!("GET {LARGE} HTTP/1.1\r\nhost: h\r\n\r\n");
    let _reads_nothing = Raw::sending(listening.address(), large).await;
    listening.came(1).await;
    // There is no room for it until the first is gone.
    let mut second = Raw::sending(listening.address(), REQUEST).await;
    assert_eq!(second.answer().await.status, 200);
}
