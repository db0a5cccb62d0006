//! `refund-gateway serve`: answers until told to stop.

use std::{error::Error, process::ExitCode};

use super::{console::say, process::until_told, signals::Signals};
use crate::{config::Config, server::Server};

pub(super) async fn run(config: &Config) -> Result<ExitCode, Box<dyn Error>> {
    let mut signals = Signals::listen()?;
    let server = tokio::select! {
        server = Server::start(config) => server?,
        signal = signals.next() => return Ok(signal.exit_code()),
    };
    say(&greeting(config, &server));
    tracing::info!(
        server.grpc.address = %server.grpc_address(),
        server.http.address = %server.http_address(),
        database.url = %config.database.url,
        "serving gRPC on {} and HTTP on {}",
        server.grpc_address(),
        server.http_address(),
    );
    until_told(server, signals).await
}

fn greeting(config: &Config, server: &Server) -> String {
    let (grpc, http) = (server.grpc_address(), server.http_address());
    let security = &config.security;
    // Otherwise it takes certificates or tokens of the reader's own.
    let hint = match (&security.tls_cert, &security.tokens_file) {
        (None, None) => format!(
            "\ntry: grpcurl -plaintext -d '{EXAMPLE}' {grpc} refund.v1.OrderService/UpsertOrders"
        ),
        _ => String::new(),
    };
    format!(
        "refund-gateway {version} is serving\n\
         \x20 gRPC      {grpc}\n\
         \x20 HTTP      http://{http}/metrics, /healthz\n\
         \x20 database  {url}{hint}",
        version = env!("CARGO_PKG_VERSION"),
        url = config.database.url,
    )
}

/// An order with one payment and one ticket, ready to be refunded.
const EXAMPLE: &str = r#"{"orders":[{"orderid":"A1","state":"ORDER_STATE_PAID","version":1,"payments":[{"trandeno":"T1","paid":{"value":"12.30"}}],"tickets":[{"ticketid":"K1","price":{"value":"12.30"}}]}]}"#;
