//! The whole gateway, with partners who may call it: through its own HTTP
//! listener, and through a sidecar before it.

use std::{
    io::Write as _,
    net::SocketAddr,
    process::{Command, Stdio},
};

use refund_gateway::{
    config::{Config, LegacyConfig},
    proto::v1::{
        Decimal, Order, OrderState, Payment, Ticket, UpsertOrdersRequest,
        order_service_client::OrderServiceClient,
    },
    server::Server,
};
use tempfile::TempDir;

use crate::support::Sidecar;

/// The partner of the recorded cases.
pub const PARTNER: &str = "agent01";
/// Its secret, as its clients have it: KEY and the MD5 of its password.
pub const PARTNER_KEY: &str = "KEY47B7BFB65FA83AC9A71DCB0F6296BB6E";
/// The application of the recorded cases.
pub const APP_KEY: &str = "12345678";
/// Its secret.
pub const APP_SECRET: &str = "test-top-secret-0001";

/// A gateway on a database of its own.
pub struct Gateway {
    pub server: Server,
    directory: TempDir,
}

impl Gateway {
    /// Starts one with the partner and the application of the recorded cases.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts one with other settings.
    pub async fn start_with(change: impl FnOnce(&mut LegacyConfig)) -> Self {
        Self::start_as(|config| change(&mut config.legacy)).await
    }

    /// Starts one with other settings of any kind.
    pub async fn start_as(change: impl FnOnce(&mut Config)) -> Self {
        let directory = TempDir::new().unwrap();
        let mut config = config(&directory);
        change(&mut config);
        let gateway = Self {
            server: Server::start(&config).await.unwrap(),
            directory,
        };
        let partner = [
            "partner",
            "add",
            "--id",
            PARTNER,
            "--key",
            "KEY",
            "--password-stdin",
        ];
        gateway.run(&partner, "Passw0rd!\n").await;
        let app = ["top-app", "add", "--app-key", APP_KEY, "--secret-stdin"];
        gateway.run(&app, APP_SECRET).await;
        gateway
    }

    /// Stops it, does something, and starts it again where it was.
    pub async fn away_during(self, doing: impl AsyncFnOnce()) -> Self {
        let Self { server, directory } = self;
        let mut config = config(&directory);
        config.grpc.listen = server.grpc_address();
        server.stop().await.unwrap();
        doing().await;
        Self {
            server: Server::start(&config).await.unwrap(),
            directory,
        }
    }

    /// Runs a command of the program on the gateway's database. The gateway goes
    /// on meanwhile: it could be in the middle of a transaction.
    pub async fn run(&self, arguments: &[&str], input: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_refund-gateway"));
        command
            .args(["--database-url", &url(&self.directory)])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let input = input.to_owned();
        let running = tokio::task::spawn_blocking(move || {
            let mut child = command.spawn().unwrap();
            let mut stdin = child.stdin.take().unwrap();
            stdin.write_all(input.as_bytes()).unwrap();
            drop(stdin);
            child.wait_with_output().unwrap()
        });
        let output = running.await.unwrap();
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Where its HTTP listener is.
    pub fn http_address(&self) -> SocketAddr {
        self.server.http_address()
    }

    /// A sidecar before it.
    pub async fn sidecar(&self) -> Sidecar {
        Sidecar::at(self.server.grpc_address(), |_| {}).await
    }

    /// The client of orders.
    pub async fn orders(&self) -> OrderServiceClient<tonic::transport::Channel> {
        let address = format!("http://{}", self.server.grpc_address());
        OrderServiceClient::connect(address).await.unwrap()
    }

    /// Feeds orders `PREFIX1` to `PREFIX9`, each of one ticket that can be
    /// refunded.
    pub async fn feed(&self, prefix: &str) {
        let yuan = || {
            Some(Decimal {
                value: "10".to_owned(),
            })
        };
        let order = |number| Order {
            orderid: format!("{prefix}{number}"),
            state: OrderState::Paid.into(),
            version: 1,
            payments: vec![Payment {
                trandeno: format!("{prefix}{number}-p"),
                paid: yuan(),
                ..Payment::default()
            }],
            tickets: vec![Ticket {
                ticketid: format!("{prefix}{number}-t"),
                price: yuan(),
                ..Ticket::default()
            }],
            ..Order::default()
        };
        let orders = (1..=9).map(order).collect();
        let mut client = self.orders().await;
        client
            .upsert_orders(UpsertOrdersRequest { orders })
            .await
            .unwrap();
    }
}

fn config(directory: &TempDir) -> Config {
    let mut config = Config::default();
    config.database.url = url(directory).as_str().into();
    config.grpc.listen = "127.0.0.1:0".parse().unwrap();
    config.http.listen = "127.0.0.1:0".parse().unwrap();
    config
}

fn url(directory: &TempDir) -> String {
    format!("sqlite://{}", directory.path().join("gateway.db").display())
}
