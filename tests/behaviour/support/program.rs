//! The program itself, as an operator runs it.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::SocketAddr,
    process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio},
};

use tonic::transport::Channel;

use super::Database;

/// A server in a process of its own. Killed when dropped.
pub struct Program {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// Where gRPC is served.
    pub grpc: SocketAddr,
    /// Where HTTP is served.
    pub http: SocketAddr,
}

/// The program with a clean environment.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refund-gateway"));
    command.env_clear().stdin(Stdio::null());
    command
}

/// The program, to serve a database on free ports.
pub fn serving(database: &Database) -> Command {
    let mut command = program();
    command.args(["--database-url", database.url()]);
    command.args([
        "--grpc-listen",
        "127.0.0.1:0",
        "--http-listen",
        "127.0.0.1:0",
    ]);
    command.args(["--log-filter", "warn"]);
    command
}

/// Runs the program to its end.
pub fn output(command: &mut Command) -> Output {
    command.output().unwrap()
}

impl Program {
    /// Starts it and reads from its greeting where it listens.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut address_after = |label: &str| loop {
            let mut line = String::new();
            assert_ne!(
                stdout.read_line(&mut line).unwrap(),
                0,
                "it ended before {label}"
            );
            if let Some(rest) = line.trim().strip_prefix(label) {
                let rest = rest.trim().trim_start_matches("http://");
                let end = rest.find(['/', ',', ' ']).unwrap_or(rest.len());
                break rest.get(..end).unwrap().parse().unwrap();
            }
        };
        let grpc = address_after("gRPC");
        let http = address_after("HTTP");
        Self {
            child,
            stdout,
            grpc,
            http,
        }
    }

    /// A connection to it.
    pub fn channel(&self) -> Channel {
        let address = format!("http://{}", self.grpc);
        Channel::from_shared(address).unwrap().connect_lazy()
    }

    /// Lets it have so many descriptors and no more.
    pub fn limit_descriptors(&self, most: u32) {
        let process = self.child.id().to_string();
        let limit = format!("--nofile={most}:{most}");
        let limited = Command::new("prlimit")
            .args(["--pid", &process, &limit])
            .status();
        assert!(limited.unwrap().success());
    }

    /// Ends it without warning.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, and waits until it has.
    pub fn terminate(mut self) -> ExitStatus {
        let process = self.child.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &process]).status();
        assert!(killed.unwrap().success());
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
