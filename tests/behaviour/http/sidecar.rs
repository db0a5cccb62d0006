//! The two ways from the HTTP surface to the services, and the sidecar.

use std::{net::SocketAddr, time::Duration};

use refund_gateway::{
    config::SidecarConfig,
    legacy::transport::Remote,
    proto::v1::{GetOrderRequest, order_service_client::OrderServiceClient},
    sidecar::Sidecar,
};
use tonic::Code;

use super::super::support::{http::get, *};

fn remote(address: SocketAddr) -> Remote {
    SidecarConfig::of(&format!("http://{address}"))
        .upstream
        .remote()
}

fn order(orderid: &str) -> GetOrderRequest {
    GetOrderRequest {
        orderid: orderid.into(),
    }
}

on_every_database! {
    async fn both_ways_lead_to_the_same_services(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        let over_the_network = remote(gateway.server().grpc_address()).transport().unwrap();
        for transport in [gateway.server().transport(), over_the_network] {
            let mut orders = OrderServiceClient::new(transport);
            let known = orders.get_order(order("O1")).await.unwrap().into_inner();
            assert_eq!(known.order.unwrap().orderid, "O1");
            let refused = Refused::from_call(orders.get_order(order("O2")).await);
            assert_eq!(refused.reason, "ORDER_NOT_FOUND");
        }
    }

    async fn within_the_process_calls_end_in_time_as_well(database: Database) {
        let gateway = Gateway::start_with(&database, |config| {
            config.grpc.request_timeout = Duration::from_nanos(1);
        })
        .await;
        let mut orders = OrderServiceClient::new(gateway.server().transport());
        let refused = Refused::from_call(orders.get_order(order("O1")).await);
        assert_eq!(refused.reason, "DEADLINE_EXCEEDED");
    }

    async fn a_sidecar_is_ready_while_its_upstream_serves(database: Database) {
        let gateway = Gateway::start(&database).await;
        let address = gateway.server().grpc_address();
        let mut config = SidecarConfig::of(&format!("http://{address}"));
        config.http.listen = "127.0.0.1:0".parse().unwrap();
        let sidecar = Sidecar::start(&config).await.unwrap();
        let http = sidecar.http_address();
        let becomes = async |expected: u16| {
            eventually(async || (get(http, "/readyz").await.0.as_u16() == expected).then_some(()))
                .await;
        };
        becomes(200).await;
        gateway.stop().await;
        becomes(503).await;
        assert_eq!(get(http, "/healthz").await.0.as_u16(), 200);
        sidecar.stop().await.unwrap();
    }
}

#[tokio::test]
async fn an_upstream_that_is_away_is_unavailable() {
    let away = remote("127.0.0.1:1".parse().unwrap()).transport().unwrap();
    let refused = OrderServiceClient::new(away).get_order(order("O1")).await;
    assert_eq!(refused.unwrap_err().code(), Code::Unavailable);
}
