//! refund-gateway: read the settings, set up the log, do what was asked.

use std::{env, error::Error, process::ExitCode};

use refund_gateway::{
    cli::{self, Cli},
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
    let cli = Cli::read(env::args_os())?;
    telemetry::install(&cli.config.log)?;
    let runtime = Runtime::new()?;
    let code = runtime.block_on(cli.run());
    // Whoever asked twice to end does not want to wait for a blocking call.
    runtime.shutdown_background();
    code
}
