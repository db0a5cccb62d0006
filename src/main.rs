//! refund-gateway: read the settings, set up the log, do what was asked.

use std::{env, error::Error, process::ExitCode};

use refund_gateway::{
    cli::{self, Program},
    telemetry,
};
use tokio::runtime::Runtime;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => cli::fail(&*error),
    }
}

fn run() -> Result<ExitCode, Box<dyn Error>> {
    let program = Program::read(env::args_os())?;
    telemetry::install(program.log())?;
    let runtime = Runtime::new()?;
    let code = runtime.block_on(program.run());
    // Whoever asked twice to end does not want to wait for a blocking call.
    runtime.shutdown_background();
    code
}
