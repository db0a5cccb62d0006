//! The gRPC server around the services.

use std::time::Duration;

use refund_gateway::proto::v1::GetCallbackRequest;
use tonic::{Code, Request, codec::CompressionEncoding};
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

use super::support::{
    http::{get, metric},
    *,
};

const SERVICES: [&str; 7] = [
    "refund.v1.DouyinRefundService",
    "refund.v1.EPayRefundService",
    "refund.v1.OperationsService",
    "refund.v1.OrderRefundService",
    "refund.v1.OrderService",
    "refund.v1.PartnerAuthService",
    "refund.v1.TaoxiandaRefundService",
];

on_every_database! {
    async fn every_service_tells_its_health_and_the_end_of_it(database: Database) {
        let gateway = Gateway::start(&database).await;
        let mut health = HealthClient::new(gateway.channel());
        let request = |service: &str| HealthCheckRequest { service: service.into() };
        for service in SERVICES.into_iter().chain([""]) {
            let answer = health.check(request(service)).await.unwrap().into_inner();
            assert_eq!(answer.status(), ServingStatus::Serving, "{service}");
        }
        let unknown = health.check(request("refund.v1.Nothing")).await.unwrap_err();
        assert_eq!(unknown.code(), Code::NotFound);

        let service = SERVICES[1];
        let mut watch = health.watch(request(service)).await.unwrap().into_inner();
        let first = watch.message().await.unwrap().unwrap();
        assert_eq!(first.status(), ServingStatus::Serving);
        let stopping = tokio::spawn(gateway.stop());
        let next = watch.message().await.unwrap().unwrap();
        assert_eq!(next.status(), ServingStatus::NotServing);
        drop(watch);
        stopping.await.unwrap();
    }

    async fn answers_and_requests_may_be_compressed(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        for encoding in [CompressionEncoding::Gzip, CompressionEncoding::Zstd] {
            let mut orders = gateway
                .orders()
                .send_compressed(encoding)
                .accept_compressed(encoding);
            let answer = orders.upsert_orders(upsert([simple_order("O1", 1)])).await.unwrap();
            let used = answer.metadata().get("grpc-encoding").unwrap();
            let name = if encoding == CompressionEncoding::Gzip { "gzip" } else { "zstd" };
            assert_eq!(used, name);
        }
    }

    async fn a_deadline_passes_and_the_effect_follows(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        let granted = gateway.refunds().refund(refund_all("O1")).await.unwrap().into_inner();

        let blocked = database.block_callbacks().await;
        let mut request = Request::new(callback(&granted.batchno, "pay-O1", "10"));
        request.set_timeout(Duration::from_millis(50));
        let answer = gateway.epay().end_single_success(request).await;
        // This client's own clock may be the first, and calls that cancelled.
        let code = answer.unwrap_err().code();
        assert!(matches!(code, Code::DeadlineExceeded | Code::Cancelled), "{code}");
        drop(blocked);

        let applied = eventually(async || {
            let order = gateway.order("O1").await;
            (order.payments[0].refunded == decimal("10")).then_some(order)
        })
        .await;
        assert_eq!(applied.payments[0].pending, decimal("0"));
    }

    async fn the_servers_own_deadline_bounds_every_call(database: Database) {
        let gateway = Gateway::start_with(&database, |config| {
            config.grpc.request_timeout = Duration::from_millis(50);
        })
        .await;
        let blocked = database.block_callbacks().await;
        let answer = gateway.epay().end_single_success(callback("B1", "T1", "1")).await;
        let refused = Refused::from_call(answer);
        assert_eq!(refused.code, Code::DeadlineExceeded);
        assert_eq!(refused.reason, "DEADLINE_EXCEEDED");
        drop(blocked);
        eventually(async || {
            let request = GetCallbackRequest {
                batchno: "B1".into(),
                trandeno: "T1".into(),
            };
            gateway.operations().get_callback(request).await.ok()
        })
        .await;
    }

    async fn the_metrics_have_their_names_and_the_http_health_its_status(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        let granted = gateway.refunds().refund(refund_all("O1")).await.unwrap().into_inner();
        gateway.confirm(&granted.batchno, "pay-O1", "10").await;
        gateway.confirm(&granted.batchno, "pay-O1", "10").await;
        let other = callback(&granted.batchno, "pay-O1", "9");
        Refused::from_call(gateway.epay().end_single_success(other).await);

        let http = gateway.server().http_address();
        let (status, body) = get(http, "/healthz").await;
        assert_eq!(status.as_u16(), 200, "{body}");
        for (name, labels) in [
            (
                "rpc_server_call_duration_seconds_count",
                &[
                    "rpc_system_name=\"grpc\"",
                    "rpc_method=\"refund.v1.EPayRefundService/EndSingleSuccess\"",
                    "rpc_response_status_code=\"OK\"",
                ][..],
            ),
            (
                "rpc_server_call_duration_seconds_count",
                &["rpc_response_status_code=\"ALREADY_EXISTS\""],
            ),
            ("refund_gateway_batch_size_count", &["phase=\"save\""]),
            ("refund_gateway_batch_size_count", &["phase=\"apply\""]),
            ("refund_gateway_duplicates_total", &["flow="]),
            ("refund_gateway_conflicts_total", &["flow="]),
            ("refund_gateway_refused_total", &["reason=\"CALLBACK_CONFLICT\""]),
            (
                "refund_gateway_transaction_attempts_total",
                &["transaction=\"apply\"", "result=\"committed\""],
            ),
        ] {
            assert!(metric(http, name, labels).await > 0.0, "{name} {labels:?}");
        }
        let (_, text) = get(http, "/metrics").await;
        for name in [
            "refund_gateway_queue_depth",
            "refund_gateway_oldest_unapplied_callback_age_seconds",
            "refund_gateway_callbacks_unapplied",
        ] {
            assert!(text.contains(name), "{name} is missing");
        }
    }
}
