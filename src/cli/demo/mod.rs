//! `refund-gateway demo`: the real server on a fresh database, driven through
//! its own clients over sockets, and checked step by step.
//!
//! Every step says what was done, what was expected and what happened. What
//! happened is always told from an answer of the server, and most effects are
//! read back by another call than the one that had them. A further scene is a
//! file in [`scenario`] and a line in [`scenario::play`].

mod body;
mod bson;
mod calls;
mod hawk;
mod http;
mod palette;
mod partners;
mod report;
mod samples;
mod scenario;
mod stage;
mod tell;
mod timelines;
mod top;

use std::{
    error::Error,
    net::{Ipv4Addr, SocketAddr},
    process::ExitCode,
    time::Instant,
};

use super::signals::Signals;
use crate::{config::Config, server::Server};
use stage::Stage;
use tempfile::TempDir;

/// What the server logs during the demonstration, unless the user asks for
/// more.
pub(super) const LOG_FILTER: &str = "warn";

/// Plays every scene. Fails if anything differs from what was expected.
pub(super) async fn run() -> Result<ExitCode, Box<dyn Error>> {
    let mut signals = Signals::listen()?;
    tokio::select! {
        code = demonstrate() => code,
        signal = signals.next() => Ok(signal.exit_code()),
    }
}

async fn demonstrate() -> Result<ExitCode, Box<dyn Error>> {
    let begun = Instant::now();
    // Its directory goes when this is dropped.
    let scratch = tempfile::Builder::new()
        .prefix("refund-gateway-demo-")
        .tempdir()?;
    let settings = settings(&scratch);
    partners::add(&settings).await?;
    let server = Server::start(&settings).await?;
    let mut stage = Stage::open(server.grpc_address(), server.http_address()).await?;
    scenario::play(&mut stage).await;
    timelines::show(&mut stage).await;

    let report = stage.close();
    server.stop().await?;
    report.summary(begun.elapsed());
    Ok(report.exit_code())
}

/// The defaults, whatever the environment says: the expectations depend on
/// them.
fn settings(scratch: &TempDir) -> Config {
    let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let mut config = Config::default();
    let file = scratch.path().join("demo.db");
    config.database.url = format!("sqlite://{}", file.display()).into();
    config.grpc.listen = any_port;
    config.http.listen = any_port;
    config.partners.master_key_variable = false;
    config
}
