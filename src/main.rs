//! refund-gateway: read the settings, set up the log, do what was asked.

use std::{env, error::Error, process::ExitCode};

use mimalloc::MiMalloc;
use refund_gateway::{
    cli::{self, Program},
    telemetry,
};
use tokio::runtime::Runtime;

/// A call makes hundreds of short-lived allocations, many of which another
/// thread frees: BENCHMARKS.md tells what this saves.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => cli::fail(&*error),
    }
}

fn run() -> Result<ExitCode, Box<dyn Error>> {
    let program = Program::read(env::args_os())?;
    let _log = telemetry::install(program.log())?;
    let runtime = Runtime::new()?;
    let code = runtime.block_on(program.run());
    // Whoever asked twice to end does not want to wait for a blocking call.
    runtime.shutdown_background();
    code
}
