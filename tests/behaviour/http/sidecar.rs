//! The two ways from the HTTP surface to the services, and the sidecar.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::SocketAddr,
    process::{Command, Stdio},
    time::Duration,
};

use refund_gateway::{
    config::SidecarConfig,
    legacy::{
        clients::Clients,
        transport::Remote,
        upstream::{About, Upstream},
    },
    proto::v1::{GetOrderRequest, RefundParm, order_service_client::OrderServiceClient},
    sidecar::Sidecar,
};
use tokio::time::timeout;
use tonic::Code;

use super::super::support::{
    http::get,
    program::{output, program},
    *,
};

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
        let remote = remote(gateway.server().grpc_address()).transport().unwrap();
        let over_the_network = Upstream::new(Clients::new(remote));
        for upstream in [gateway.server().upstream(), over_the_network] {
            // The second time it is the refund that is in force.
            upstream.refund(refund_all("O1"), About::default()).await.unwrap();
            let refused = upstream.refund(refund_all("O2"), About::default()).await;
            assert_eq!(refused.unwrap_err().row().reason, "ORDER_NOT_FOUND");
        }
    }

    async fn within_the_process_calls_have_the_bounds_of_the_network(database: Database) {
        let gateway = Gateway::start_with(&database, |config| {
            config.grpc.request_timeout = Duration::from_millis(50);
            config.grpc.max_message_bytes = 1_000;
        })
        .await;
        let upstream = gateway.server().upstream();
        let long = RefundParm { memory: Some("m".repeat(1_000)), ..refund_all("O1") };
        let refused = upstream.refund(long, About::default()).await.unwrap_err();
        assert_eq!(refused.row().reason, "MESSAGE_TOO_LARGE");

        let blocked = database.block_callbacks().await;
        let call = upstream.end_single_success(callback("B1", "T1", "1"), About::default());
        let late = timeout(PATIENCE, call).await.expect("it ends in time");
        assert_eq!(late.unwrap_err().row().reason, "DEADLINE_EXCEEDED");
        drop(blocked);
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

#[test]
fn the_program_takes_its_settings_from_everywhere_and_ends_when_asked_to() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let settings = "upstream = 'http://127.0.0.1:1'\nhttp-listen = '127.0.0.1:0'\n";
    file.write_all(settings.as_bytes()).unwrap();
    let mut command = program();
    command.arg("sidecar").arg("--config").arg(file.path());
    command.env("REFUND_GATEWAY_LOG_FILTER", "warn");
    let mut sidecar = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut greeting = BufReader::new(sidecar.stdout.take().unwrap()).lines();
    let upstream = greeting.find(|line| line.as_ref().unwrap().contains("upstream"));
    assert_eq!(upstream.unwrap().unwrap(), "  upstream  http://127.0.0.1:1");

    let process = sidecar.id().to_string();
    let killed = Command::new("kill").args(["-TERM", &process]).status();
    assert!(killed.unwrap().success());
    assert!(sidecar.wait().unwrap().success());
}

#[test]
fn the_program_says_what_it_lacks() {
    for (arguments, said) in [
        (&["sidecar"][..], "--upstream"),
        (&["sidecar", "--upstream", "nowhere"], "setting --upstream"),
        (&["--log-format", "json", "sidecar"], "comes before"),
    ] {
        let refused = output(program().args(arguments));
        assert!(!refused.status.success());
        let error = String::from_utf8(refused.stderr).unwrap();
        assert!(error.contains(said), "{error}");
    }
}
