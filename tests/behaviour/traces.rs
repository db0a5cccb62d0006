//! Spans for an OpenTelemetry collector.

use std::time::{Duration, Instant};

use opentelemetry_proto::tonic::trace::v1::{span::SpanKind, status::StatusCode};
use tokio::net::TcpListener;
use tonic::{IntoRequest, Request, metadata::MetadataValue};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

use super::support::{
    collector::{Collector, text},
    *,
};

const TRACE: u128 = 0x0af7_6519_16cd_43dd_8448_eb21_1c80_319c;
const PARENT: u64 = 0xb7ad_6b71_6920_3331;

/// A request of a caller who traces, `01`, or does not, `00`.
fn traced<T>(request: impl IntoRequest<T>, flags: &str) -> Request<T> {
    let mut request = request.into_request();
    let traceparent = format!("00-{TRACE:032x}-{PARENT:016x}-{flags}");
    let value = MetadataValue::try_from(traceparent).unwrap();
    request.metadata_mut().insert("traceparent", value);
    request
}

async fn start(database: &Database, endpoint: String) -> Gateway {
    Gateway::start_with(database, |config| {
        config.trace.otlp_endpoint = Some(endpoint);
    })
    .await
}

on_every_database! {
    async fn a_call_is_a_span_of_the_callers_trace(database: Database) {
        let mut collector = Collector::start().await;
        let gateway = start(&database, collector.endpoint()).await;
        let feed = upsert([simple_order("O1", 1)]);
        gateway.orders().upsert_orders(traced(feed, "01")).await.unwrap();
        let unknown = traced(callback_key("B1", "T1"), "01");
        gateway.operations().get_callback(unknown).await.unwrap_err();
        // Stopping sends what the SDK has kept to send together.
        gateway.stop().await;

        let spans = collector.spans();
        let told: Vec<_> = spans
            .iter()
            .map(|span| (&*span.name, text(&span.attributes, "rpc.response.status_code")))
            .collect();
        let expected = [
            ("refund.v1.OrderService/UpsertOrders", "OK"),
            ("refund.v1.OperationsService/GetCallback", "NOT_FOUND"),
        ];
        assert_eq!(told, expected);
        for span in spans {
            assert_eq!(span.trace_id, TRACE.to_be_bytes());
            assert_eq!(span.parent_span_id, PARENT.to_be_bytes());
            assert_eq!(span.kind(), SpanKind::Server);
            assert_eq!(text(&span.attributes, "rpc.system.name"), "grpc");
            assert_eq!(text(&span.attributes, "rpc.method"), span.name);
            assert_eq!(text(&span.attributes, "network.peer.address"), "127.0.0.1");
            // The caller's mistakes are no failures of the server.
            assert_eq!(span.status.unwrap_or_default().code(), StatusCode::Unset);
        }
    }

    async fn only_what_was_asked_for_is_sent(database: Database) {
        let mut collector = Collector::start().await;
        let gateway = start(&database, collector.endpoint()).await;
        // Not sampled by its caller.
        let feed = upsert([simple_order("O1", 1)]);
        gateway.orders().upsert_orders(traced(feed, "00")).await.unwrap();
        let health = HealthCheckRequest::default();
        HealthClient::new(gateway.channel()).check(health).await.unwrap();
        // A trace begins here where the caller has none.
        gateway.order("O1").await;
        gateway.stop().await;

        let spans = collector.spans();
        assert_eq!(spans.len(), 1, "{spans:?}");
        assert_eq!(spans[0].name, "refund.v1.OrderService/GetOrder");
        assert!(spans[0].parent_span_id.is_empty());
    }

    async fn a_collector_that_is_away_or_silent_does_no_harm(database: Database) {
        // Connections are made to it, and nothing comes back.
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let silent = format!("http://{}", listener.local_addr().unwrap());
        for endpoint in [silent, "http://127.0.0.1:1".to_owned()] {
            let gateway = start(&database, endpoint).await;
            for number in 1..=20 {
                let begun = Instant::now();
                gateway.feed(simple_order(&format!("O{number}"), 1)).await;
                assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
            }
            let begun = Instant::now();
            gateway.stop().await;
            assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
        }
    }
}
