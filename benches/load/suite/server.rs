//! The gateway as a process of its own, as it is released.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::processor;
use crate::target::Failure;

/// The program that is measured.
pub(crate) struct Program {
    path: PathBuf,
}

/// A server that answers.
pub(crate) struct Server {
    process: Child,
    /// Where gRPC is served.
    pub(crate) grpc: SocketAddr,
    /// Where HTTP is served.
    pub(crate) http: SocketAddr,
    /// From the start of the process until it said that it serves.
    pub(crate) start: Duration,
}

impl Program {
    pub(crate) fn new(path: &Path) -> Result<Self, Failure> {
        let path = path.canonicalize()?;
        Ok(Self { path })
    }

    /// A command of it, that has to succeed.
    pub(crate) fn run(&self, arguments: &[&str], input: &str) -> Result<(), Failure> {
        let mut child = Command::new(&self.path)
            .args(arguments)
            .env("REFUND_GATEWAY_LOG_FILTER", "warn")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        let mut stdin = child.stdin.take().ok_or("no input")?;
        stdin.write_all(input.as_bytes())?;
        drop(stdin);
        let status = child.wait()?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("refund-gateway {arguments:?}: {status}").into())
        }
    }

    /// Starts a server. Its log goes to a file, as that of a service does.
    pub(crate) fn serve(
        &self,
        database: &str,
        log: &Path,
        settings: &[&str],
    ) -> Result<Server, Failure> {
        let begun = Instant::now();
        let mut process = Command::new(&self.path)
            .args(["serve", "--database-url", database])
            .args(["--grpc-listen", "127.0.0.1:0"])
            .args(["--http-listen", "127.0.0.1:0"])
            .args(settings)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(fs::File::create(log)?)
            .spawn()?;
        let stdout = process.stdout.take().ok_or("no output")?;
        let (mut grpc, mut http) = (None, None);
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            let mut words = line.split_whitespace();
            match (words.next(), words.next()) {
                (Some("gRPC"), Some(address)) => grpc = Some(address.parse()?),
                (Some("HTTP"), Some(address)) => {
                    let address = address.trim_start_matches("http://");
                    let address = address.split(['/', ',']).next().unwrap_or_default();
                    http = Some(address.parse()?);
                }
                _ => {}
            }
            if let (Some(grpc), Some(http)) = (grpc, http) {
                let start = begun.elapsed();
                return Ok(Server {
                    process,
                    grpc,
                    http,
                    start,
                });
            }
        }
        let said = fs::read_to_string(log)?;
        Err(format!("the server did not start: {said}").into())
    }
}

impl Server {
    /// The processor's time that it has had.
    pub(crate) fn processor_time(&self) -> Result<Duration, Failure> {
        processor::time_of(self.process.id())
    }

    /// The memory that it has now, and the most that it has had, in MB.
    pub(crate) fn memory(&self) -> Result<[f64; 2], Failure> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let megabytes = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name))?;
            let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
            Some(kilobytes / 1024.0)
        };
        let now = megabytes("VmRSS:").ok_or("no VmRSS")?;
        let most = megabytes("VmHWM:").ok_or("no VmHWM")?;
        Ok([now, most])
    }

    /// Has it end what it is at, as an administrator does.
    pub(crate) fn stop(mut self) -> Result<(), Failure> {
        let process = Pid::from_child(&self.process);
        kill_process(process, Signal::TERM)?;
        let status = self.process.wait()?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the server did not stop but ended: {status}").into())
        }
    }

    /// Ends it without grace: what it has answered has to be on disk.
    pub(crate) fn kill(mut self) -> Result<(), Failure> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
