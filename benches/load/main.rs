//! What the gateway bears: a load generator, and the suite that measures the
//! gateway beside those it is compared with. `scripts/bench` runs it.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a program for whoever measures; what fails here ends it"
)]

mod call;
mod drive;
#[path = "../legacy/encode.rs"]
mod encode;
mod grpc;
mod http;
mod http2;
mod latency;
mod sign;
mod suite;
mod target;
mod workload;

use std::{error::Error, time::Duration};

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

use crate::{
    drive::{Load, Report},
    target::Target,
    workload::{Protocol, Workload},
};

/// What the generator takes is missing from the server, and the system's allocator
/// takes longer than this one.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[derive(Parser)]
#[command(about = "Measures what the gateway bears")]
struct Arguments {
    #[command(subcommand)]
    action: Action,
    /// Given by `cargo bench`.
    #[arg(long, hide = true, global = true)]
    bench: bool,
}

#[derive(Subcommand)]
enum Action {
    /// Sends one kind of load to a server that runs already.
    Drive(Drive),
    /// Measures everything, beside pgbench and batches of one.
    Suite(suite::Suite),
    /// Has a server answer everything that is measured, to learn from it.
    Train(suite::Train),
}

/// One load.
#[derive(clap::Args)]
struct Drive {
    /// Where the server listens, by the protocol: gRPC, or HTTP.
    #[arg(long)]
    address: std::net::SocketAddr,
    #[arg(long, value_enum)]
    workload: Workload,
    #[arg(long, value_enum, default_value = "grpc")]
    protocol: Protocol,
    /// How many calls are in flight (closed loop), or may be (open loop).
    #[arg(long, default_value_t = 256)]
    in_flight: usize,
    /// Calls per second whatever comes back, instead of as many as possible.
    #[arg(long)]
    rate: Option<f64>,
    /// For so long.
    #[arg(long, value_parser = humantime::parse_duration, default_value = "10s")]
    duration: Duration,
    /// Measures only after so long.
    #[arg(long, value_parser = humantime::parse_duration, default_value = "1s")]
    warm_up: Duration,
    /// The number of the first row that is used.
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// Connections of gRPC.
    #[arg(long, default_value_t = 4)]
    connections: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { action, bench: _ } = Arguments::parse();
    // One thread: the machine is shared with what is measured.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match action {
        Action::Drive(drive) => {
            let report = runtime.block_on(run(drive))?;
            println!("{report}");
        }
        Action::Suite(suite) => suite::run(&suite, runtime)?,
        Action::Train(train) => suite::train(&train, runtime)?,
    }
    Ok(())
}

async fn run(drive: Drive) -> Result<Report, Box<dyn Error>> {
    let target = Target {
        address: drive.address,
        protocol: drive.protocol,
        connections: drive.connections,
    };
    let load = Load {
        workload: drive.workload,
        in_flight: drive.in_flight,
        rate: drive.rate,
        warm_up: drive.warm_up,
        duration: drive.duration,
        first: drive.first,
        limit: u64::MAX,
    };
    drive::run(&target, load).await
}
