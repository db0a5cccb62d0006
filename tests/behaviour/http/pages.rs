//! `/metrics`, `/healthz` and `/readyz`, and what is measured of requests.

use super::{
    super::support::http::{get, metric},
    listening::Listening,
    raw::Raw,
};

#[tokio::test]
async fn metrics_are_for_those_who_may_read_them() {
    let elsewhere = Listening::start_with(|config| {
        config.metrics_access = "10.0.0.0/8".parse().unwrap();
    })
    .await;
    let (status, text) = get(elsewhere.address(), "/metrics").await;
    assert_eq!(status.as_u16(), 403);
    assert!(!text.contains("refund_gateway_build_info"), "{text}");
    for page in ["/healthz", "/readyz"] {
        assert_eq!(get(elsewhere.address(), page).await.0.as_u16(), 200);
    }

    let here = Listening::start().await;
    let (status, text) = get(here.address(), "/metrics").await;
    assert_eq!(status.as_u16(), 200);
    assert!(text.contains("refund_gateway_build_info"), "{text}");
}

#[tokio::test]
async fn readiness_is_more_than_health() {
    let listening = Listening::start().await;
    let status = async |page| get(listening.address(), page).await.0.as_u16();
    listening.ready.send_replace(false);
    assert_eq!(status("/healthz").await, 200);
    assert_eq!(status("/readyz").await, 503);
    listening.ready.send_replace(true);
    assert_eq!(status("/readyz").await, 200);
    listening.draining.send_replace(true);
    assert_eq!(status("/healthz").await, 503);
    assert_eq!(status("/readyz").await, 503);
}

#[tokio::test]
async fn pages_are_read_and_nothing_else() {
    let listening = Listening::start().await;
    let request = "POST /healthz HTTP/1.1\r\nhost: h\r\ncontent-length: 0\r\n\r\n";
    let mut raw = Raw::sending(listening.address(), request).await;
    let answer = raw.answer().await;
    assert_eq!(answer.status, 405);
    assert!(answer.head.contains("allow: get,head"), "{}", answer.head);
    assert_eq!(*listening.probe.came.borrow(), 0);
}

#[tokio::test]
async fn requests_are_measured_by_the_templates_of_their_paths() {
    let listening = Listening::start().await;
    let request = "PATCH /secret/path HTTP/1.1\r\nhost: h\r\n\r\n";
    let mut raw = Raw::sending(listening.address(), request).await;
    raw.answer().await;
    let odd = "ODD /secret/path HTTP/1.1\r\nhost: h\r\n\r\n";
    raw.send(odd).await;
    raw.answer().await;

    let name = "http_server_request_duration_seconds_count";
    for method in ["PATCH", "_OTHER"] {
        let method = format!("http_request_method=\"{method}\"");
        let labels = [
            &*method,
            "http_route=\"/probe\"",
            "http_response_status_code=\"200\"",
            "url_scheme=\"http\"",
        ];
        let count = metric(listening.address(), name, &labels).await;
        assert!((count - 1.0).abs() < 0.5, "{method}: {count}");
    }
    let (_, text) = get(listening.address(), "/metrics").await;
    assert!(!text.contains("/secret"), "{text}");
    let active = metric(
        listening.address(),
        "http_server_active_requests",
        &["http_request_method=\"PATCH\""],
    )
    .await;
    assert!(active.abs() < 0.5, "{active}");
}
