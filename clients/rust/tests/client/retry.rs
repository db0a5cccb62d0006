//! When a call is sent again, and when it is not.

#[path = "../../src/retry.rs"]
mod subject;

use std::{
    future::{pending, ready},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use http::{HeaderName, HeaderValue, Request, Response};
use subject::{send, told_timeout};
use tonic::{Code, ConnectError, Status, body::Body};
use tower::service_fn;

/// Sends to a gateway whose nth answer is this one, and says how often.
async fn sent(
    limit: Duration,
    answer: impl Fn(usize) -> Result<Response<Body>, ConnectError> + Clone,
) -> (Result<Response<Body>, Status>, usize) {
    let attempts = AtomicUsize::new(0);
    let gateway = service_fn(|_| ready(answer(attempts.fetch_add(1, Ordering::Relaxed) + 1)));
    let result = send(gateway, Request::new(Body::empty()), limit).await;
    (result, attempts.into_inner())
}

fn unavailable() -> Response<Body> {
    Status::unavailable("busy").into_http()
}

fn away() -> ConnectError {
    ConnectError("refused".into())
}

const LONG: Duration = Duration::from_secs(10);

#[tokio::test]
async fn an_answer_ends_it() {
    let (result, attempts) = sent(LONG, |_| Ok(Status::aborted("no").into_http())).await;
    assert!(result.is_ok());
    assert_eq!(attempts, 1);
}

#[tokio::test]
async fn unavailable_is_sent_four_times_and_told_as_it_came() {
    let (result, attempts) = sent(LONG, |_| Ok(unavailable())).await;
    assert_eq!(result.unwrap_err().message(), "busy");
    assert_eq!(attempts, 4);

    let proxy = |_| Ok(Response::builder().status(503).body(Body::empty()).unwrap());
    let (result, attempts) = sent(LONG, proxy).await;
    assert_eq!(result.unwrap_err().code(), Code::Unavailable);
    assert_eq!(attempts, 4);
}

#[tokio::test]
async fn what_is_made_good_is_no_failure() {
    let gateway = |attempt| match attempt {
        1..4 => Ok(unavailable()),
        _ => Ok(Response::new(Body::empty())),
    };
    let (result, attempts) = sent(LONG, gateway).await;
    assert!(result.is_ok());
    assert_eq!(attempts, 4);
}

#[tokio::test]
async fn one_who_is_away_is_waited_for_until_the_deadline() {
    let began = Instant::now();
    let (result, attempts) = sent(Duration::from_secs(5), |_| Err(away())).await;
    assert_eq!(result.unwrap_err().code(), Code::Unavailable);
    assert!(attempts > 4, "{attempts}");
    assert!(began.elapsed() > Duration::from_secs(2));
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn silence_ends_at_the_deadline_that_the_call_told() {
    let silent = service_fn(|_| pending::<Result<_, ConnectError>>());
    let mut told = tonic::Request::new(());
    told.set_timeout(Duration::from_millis(50));
    let mut request = Request::new(Body::empty());
    request
        .headers_mut()
        .extend(told.into_parts().0.into_headers());
    let began = Instant::now();
    let status = send(silent, request, LONG).await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_timeout_is_read_as_tonic_writes_it() {
    for limit in [
        Duration::from_nanos(7),
        Duration::from_millis(200),
        Duration::from_secs(10),
        Duration::from_hours(25),
    ] {
        let mut request = tonic::Request::new(());
        request.set_timeout(limit);
        let headers = request.into_parts().0.into_headers();
        assert_eq!(told_timeout(&headers), Some(limit));
    }
    for text in ["", "5", "S", "5x", "五S"] {
        let value = HeaderValue::from_bytes(text.as_bytes()).unwrap();
        let headers = [(HeaderName::from_static("grpc-timeout"), value)];
        assert_eq!(told_timeout(&headers.into_iter().collect()), None, "{text}");
    }
}
