//! Gateways to test against, each with a database of its own.

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Mutex, mpsc},
    thread,
    time::Duration,
};

/// A gateway that runs until it is dropped.
pub(crate) struct Server {
    child: Child,
    greeting: Mutex<mpsc::Receiver<String>>,
    _directory: tempfile::TempDir,
}

impl Server {
    /// Starts one, and does not wait until it listens.
    pub(crate) fn spawn(listen: &str, flags: &[String]) -> Self {
        let program = env::var_os("REFUND_GATEWAY").expect("REFUND_GATEWAY names the program");
        let directory = tempfile::tempdir().unwrap();
        for file in fs::read_dir(fixture("database")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), directory.path().join(file.file_name())).unwrap();
        }
        let database = format!("sqlite://{}/db", directory.path().display());
        let mut child = Command::new(program)
            .args(["serve", "--database-url", &database])
            .args(["--grpc-listen", listen, "--http-listen", "127.0.0.1:0"])
            .args(["--log-filter", "error"])
            .args(flags)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (tell, greeting) = mpsc::channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(address) = line.trim_start().strip_prefix("gRPC ") {
                    let _ = tell.send(address.trim().to_owned());
                }
            }
        });
        Self {
            child,
            greeting: Mutex::new(greeting),
            _directory: directory,
        }
    }

    /// Where it listens, once it does.
    pub(crate) fn address(&self) -> String {
        self.greeting
            .lock()
            .unwrap()
            .recv_timeout(Duration::from_secs(30))
            .expect("the gateway listens")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a gateway is told that asks for TLS and a token.
pub(crate) fn secured() -> Vec<String> {
    [
        ("--tls-cert", "server.pem"),
        ("--tls-key", "server.key"),
        ("--tokens-file", "tokens.toml"),
    ]
    .into_iter()
    .flat_map(|(flag, file)| [flag.to_owned(), fixture(file).display().to_string()])
    .collect()
}

/// What the script which runs all clients makes for their tests.
pub(crate) fn fixture(file: &str) -> PathBuf {
    let directory = env::var_os("REFUND_GATEWAY_FIXTURES").expect("REFUND_GATEWAY_FIXTURES is set");
    PathBuf::from(directory).join(file)
}

pub(crate) fn token(file: &str) -> String {
    fs::read_to_string(fixture(file)).unwrap().trim().to_owned()
}
