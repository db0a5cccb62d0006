//! Has a server do what servers do, so that a compiler learns from it what is done
//! often: `scripts/make-profile` asks for this.

use std::path::PathBuf;

use tokio::runtime::Runtime;

use super::{
    BATCHES_OF_ONE, Size, begin,
    bench::Rows,
    flows,
    rates::{self, FLOOD_ALLOWED},
    server::Server,
};
use crate::{target::Failure, workload::Protocol};

/// What `scripts/make-profile` asks for.
#[derive(clap::Args)]
pub(crate) struct Train {
    /// The gateway's program, which counts what it does and tells it as it ends.
    #[arg(long)]
    program: PathBuf,
}

/// Has a server answer everything that the suite measures.
pub(crate) fn train(train: &Train, runtime: Runtime) -> Result<(), Failure> {
    let size = Size::QUICK;
    // What was counted is told only by a server that is stopped.
    let bench = begin(&train.program, Server::stop, &size, runtime)?;

    for rows in [Rows::MAIN, Rows::FILES] {
        for in_flight in [1, 16, 256, 1024] {
            bench.measure(bench.callbacks(rows, in_flight))?;
        }
    }
    let usual = bench.callbacks(Rows::MAIN, 256);
    bench.measure(usual.with(&BATCHES_OF_ONE))?;
    for (_, workload) in flows::OVER_GRPC {
        bench.measure(usual.of(workload, Protocol::Grpc))?;
    }
    for (_, workload, protocol) in flows::OVER_HTTP {
        bench.measure(usual.of(workload, protocol))?;
    }
    bench.measure_and_then(usual.with(&FLOOD_ALLOWED), |before| {
        vec![rates::flood(&bench, &size, before)]
    })?;
    Ok(())
}
