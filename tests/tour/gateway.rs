//! The program itself, serving on ports of its own.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Lines},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

/// The last line of the greeting begins with this.
const LAST_LINE: &str = "try: ";

/// A running gateway.
pub(crate) struct Gateway {
    child: Child,
    /// What it prints after its greeting.
    output: Lines<BufReader<ChildStdout>>,
    /// What it printed when it was ready.
    pub(crate) greeting: String,
    /// Where gRPC is served.
    pub(crate) grpc: String,
    /// Where HTTP is served.
    pub(crate) http: String,
}

impl Gateway {
    /// Starts one in `directory`, with `settings` from the environment and the
    /// defaults for the rest.
    pub(crate) fn start(directory: &Path, settings: &[(&str, &str)]) -> Self {
        let log = directory.join("gateway.log");
        let mut command = Command::new(env!("CARGO_BIN_EXE_refund-gateway"));
        command
            .env_clear()
            .envs(settings.iter().copied())
            .env("REFUND_GATEWAY_GRPC_LISTEN", "127.0.0.1:0")
            .env("REFUND_GATEWAY_HTTP_LISTEN", "127.0.0.1:0")
            // The document shows how often something was tried, which only the
            // commands shown may change.
            .env("REFUND_GATEWAY_RECOVERY_INTERVAL", "1h")
            .current_dir(directory)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap());
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();

        let mut greeting = String::new();
        while !greeting.lines().any(|line| line.starts_with(LAST_LINE)) {
            let line = output.next().unwrap_or_else(|| {
                let log = fs::read_to_string(&log).unwrap();
                panic!("the gateway ended and said:\n{greeting}{log}")
            });
            greeting.push_str(&line.unwrap());
            greeting.push('\n');
        }
        Self {
            grpc: address_in(&greeting, "gRPC"),
            http: address_in(&greeting, "HTTP"),
            greeting,
            output,
            child,
        }
    }

    /// Asks it to stop, and waits for a clean end.
    pub(crate) fn stop(mut self) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(asked.success());
        while self.output.next().is_some() {}
        let status = self.child.wait().unwrap();
        assert!(status.success(), "the gateway ended with {status}");
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The `ADDRESS:PORT` in the line of the greeting that begins with `name`.
fn address_in(greeting: &str, name: &str) -> String {
    let rest = greeting
        .lines()
        .find_map(|line| line.trim_start().strip_prefix(name))
        .unwrap_or_else(|| panic!("no line {name} in:\n{greeting}"));
    let rest = rest.trim_start().trim_start_matches("http://");
    let end = rest.find(['/', ',']).unwrap_or(rest.len());
    rest[..end].to_owned()
}
