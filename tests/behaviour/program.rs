//! The program: its start, its end, and what survives its death.

use std::{io::Write as _, net::TcpStream};

use refund_gateway::proto::v1::{
    CallbackState, GetCallbackRequest, GetOrderRequest, OrderState,
    e_pay_refund_service_client::EPayRefundServiceClient,
    operations_service_client::OperationsServiceClient,
    order_refund_service_client::OrderRefundServiceClient,
    order_service_client::OrderServiceClient,
};
use tokio::task::JoinSet;

use super::support::{
    http::metric,
    program::{Program, output, program, serving},
    *,
};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

on_every_database! {
    async fn it_serves_tells_its_health_and_ends_when_asked_to(database: Database) {
        let server = Program::start(&mut serving(&database));
        let mut check = program();
        check.args(["healthcheck", "--grpc-listen", &server.grpc.to_string()]);
        assert!(output(&mut check).status.success());

        let grpc = server.grpc.to_string();
        assert!(server.terminate().success());
        let mut check = program();
        check.args(["healthcheck", "--grpc-listen", &grpc]);
        let gone = output(&mut check);
        assert!(!gone.status.success());
        assert!(text(&gone.stderr).starts_with("error: "), "{}", text(&gone.stderr));
    }

    async fn what_was_acknowledged_survives_a_kill(database: Database) {
        const ORDERS: usize = 200;
        let server = Program::start(&mut serving(&database));
        let channel = server.channel();
        let name = |number: usize| format!("O{number}");
        let orders = (0..ORDERS).map(|number| simple_order(&name(number), 1));
        let mut feed = OrderServiceClient::new(channel.clone());
        feed.upsert_orders(upsert(orders)).await.unwrap();

        let mut calls = JoinSet::new();
        for number in 0..ORDERS {
            let channel = channel.clone();
            calls.spawn(async move {
                let mut refunds = OrderRefundServiceClient::new(channel.clone());
                let granted = refunds.refund(refund_all(&name(number))).await.ok()?.into_inner();
                let request = callback(&granted.batchno, &format!("pay-O{number}"), "10");
                let mut epay = EPayRefundServiceClient::new(channel);
                epay.end_single_success(request).await.ok()?;
                Some((number, granted.batchno))
            });
        }
        // Killed in the middle: once some have been acknowledged.
        let mut acknowledged = Vec::new();
        while acknowledged.len() < ORDERS / 10 {
            acknowledged.extend(calls.join_next().await.unwrap().unwrap());
        }
        server.kill();
        while let Some(answer) = calls.join_next().await {
            acknowledged.extend(answer.unwrap());
        }

        let server = Program::start(&mut serving(&database));
        let mut operations = OperationsServiceClient::new(server.channel());
        let mut orders = OrderServiceClient::new(server.channel());
        for (number, batchno) in acknowledged {
            let request = GetCallbackRequest { batchno, trandeno: format!("pay-O{number}") };
            let stored = operations.get_callback(request).await.unwrap().into_inner();
            assert_eq!(stored.callback.unwrap().state(), CallbackState::Applied);
            let request = GetOrderRequest { orderid: name(number) };
            let order = orders.get_order(request).await.unwrap().into_inner().order.unwrap();
            assert_eq!(order.state(), OrderState::Closed);
        }
    }

    async fn whoever_found_no_descriptor_left_is_let_in_afterwards(database: Database) {
        let log = tempfile::NamedTempFile::new().unwrap();
        let server = Program::start(serving(&database).stderr(log.reopen().unwrap()));
        server.limit_descriptors(64);
        let crowd: Vec<_> = (0..100)
            .map(|_| {
                let mut client = TcpStream::connect(server.grpc).unwrap();
                client.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").unwrap();
                client
            })
            .collect();
        eventually(async || {
            let said = std::fs::read_to_string(log.path()).unwrap();
            said.contains("a connection was not taken").then_some(())
        })
        .await;
        drop(crowd);

        let grpc = server.grpc.to_string();
        eventually(async || {
            let mut check = program();
            check.args(["healthcheck", "--grpc-listen", &grpc]);
            output(&mut check).status.success().then_some(())
        })
        .await;
    }

    async fn callers_at_once_share_transactions(database: Database) {
        let server = Program::start(&mut serving(&database));
        let mut calls = JoinSet::new();
        for number in 0..256 {
            let mut epay = EPayRefundServiceClient::new(server.channel());
            calls.spawn(async move {
                for round in 0..4 {
                    let request = callback(&format!("B{round}"), &format!("T{number}"), "1");
                    let refused = epay.end_single_success(request).await.unwrap_err();
                    assert_eq!(Refused::of(&refused).reason, "PAYMENT_NOT_FOUND");
                }
            });
        }
        calls.join_all().await;

        let save = ["phase=\"save\""];
        let batches = metric(server.http, "refund_gateway_batch_size_count", &save).await;
        let commands = metric(server.http, "refund_gateway_batch_size_sum", &save).await;
        assert!((commands - 1024.0).abs() < 0.5, "{commands} commands");
        assert!(batches < 512.0, "{batches} batches");
    }
}

/// An empty database on the throw-away PostgreSQL server.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_is_migrated_on_demand_only_and_by_one_at_a_time() {
    let database = Database::postgres_empty().await;
    let refused = output(&mut serving(&database));
    assert!(!refused.status.success());
    assert!(
        text(&refused.stderr).contains("refund-gateway migrate"),
        "{}",
        text(&refused.stderr)
    );

    let mut migrators: Vec<_> = (0..4)
        .map(|_| {
            let mut migrate = program();
            migrate.args(["migrate", "--database-url", database.url()]);
            migrate.spawn().unwrap()
        })
        .collect();
    for migrator in &mut migrators {
        assert!(migrator.wait().unwrap().success());
    }
    let server = Program::start(&mut serving(&database));
    assert!(server.terminate().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_is_migrated_at_start_when_asked_to() {
    let database = Database::postgres_empty().await;
    let server = Program::start(serving(&database).arg("--auto-migrate"));
    assert!(server.terminate().success());
}

#[test]
fn a_wrong_setting_ends_it_with_one_line_that_names_it() {
    let mut command = program();
    command.args([
        "--grpc-listen",
        "0.0.0.0:0",
        "--database-url",
        "sqlite://never-made.db",
    ]);
    let refused = output(&mut command);
    assert!(!refused.status.success());
    let said = text(&refused.stderr);
    assert!(
        said.starts_with("error: ") && said.contains("grpc-listen"),
        "{said}"
    );
    assert_eq!(said.trim().lines().count(), 1, "{said}");
}
