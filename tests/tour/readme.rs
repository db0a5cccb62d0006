//! Runs `README.md`.
//!
//! Each block of `sh` is run in order, in one shell, and the block of `json` or
//! `text` that follows it is what it has to print. The gateway of the run has
//! ports and databases of its own, which take the place of the document's.

use std::{fs, os::unix, path::Path, thread, time::Duration};

use super::{
    compare::{self, Normalizer},
    database,
    gateway::Gateway,
    markdown::{self, Block},
    repository_file,
    shell::{self, Shell},
};

/// Starts the gateway on the embedded database, after a build.
const BUILD_AND_SERVE: &str = "cargo run --release";
/// Starts the gateway on the database of the environment.
const SERVE: &str = "target/release/refund-gateway";
/// Runs this test among others.
const RUN_TESTS: &str = "scripts/test";
/// The document's PostgreSQL, as it is given and as it is shown.
const POSTGRES: &str = "postgres://refund:secret@localhost/refunds";
const POSTGRES_SHOWN: &str = "postgres://refund:***@localhost/refunds";

/// What happens by itself may take so many tries, and so long between them.
const READ_TRIES: usize = 40;
const READ_PAUSE: Duration = Duration::from_millis(500);

/// A command of the document, and what it has to print.
struct Step {
    command: Block,
    output: Option<Block>,
}

impl Step {
    /// The exit status that the output calls for: grpcurl adds the status code
    /// to 64.
    fn status(&self) -> i32 {
        let json = self
            .output
            .as_ref()
            .filter(|block| block.language == "json");
        let error = json.and_then(|block| serde_json::from_str(&block.text).ok());
        let code = error.and_then(|error: serde_json::Value| error.get("code")?.as_i64());
        code.map_or(0, |code| 64 + i32::try_from(code).unwrap())
    }

    /// Whether it only looks, and so may look again.
    fn is_read(&self) -> bool {
        let command = &self.command.text;
        command.starts_with("curl ") || ["/Get", "/List"].iter().any(|it| command.contains(it))
    }
}

fn steps(document: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for block in markdown::blocks(document) {
        match &*block.language {
            "sh" => steps.push(Step {
                command: block,
                output: None,
            }),
            "json" | "text" => {
                let step = steps.last_mut().filter(|step| step.output.is_none());
                let line = block.line;
                step.unwrap_or_else(|| panic!("line {line}: output of nothing"))
                    .output = Some(block);
            }
            _ => {}
        }
    }
    steps
}

/// What of the document stands for something else in this run.
struct Run {
    shell: Shell,
    gateway: Option<Gateway>,
    postgres: String,
    expected: Normalizer,
    printed: Normalizer,
}

impl Run {
    fn step(&mut self, step: &Step, directory: &Path) {
        match step.command.text.trim() {
            RUN_TESTS => {}
            BUILD_AND_SERVE => self.serve(step, directory, &[]),
            SERVE => {
                let url = self.postgres.clone();
                self.serve(step, directory, &[("REFUND_GATEWAY_DATABASE_URL", &url)]);
            }
            _ => self.run(step),
        }
    }

    fn serve(&mut self, step: &Step, directory: &Path, settings: &[(&str, &str)]) {
        if let Some(gateway) = self.gateway.take() {
            gateway.stop();
        }
        let gateway = Gateway::start(directory, settings);
        self.shell
            .export("REFUND_GATEWAY_GRPC_LISTEN", &gateway.grpc);
        let greeting = gateway.greeting.clone();
        self.gateway = Some(gateway);
        self.compare(step, &greeting).unwrap();
    }

    fn run(&mut self, step: &Step) {
        let command = self.in_this_run(&step.command.text);
        let tries = if step.is_read() { READ_TRIES } else { 1 };
        let mut difference = String::new();
        for _ in 0..tries {
            let outcome = self.shell.run(&command);
            let compared = if outcome.status == step.status() {
                self.compare(step, &outcome.output)
            } else {
                Err(format!(
                    "exit status {} instead of {}:\n{}",
                    outcome.status,
                    step.status(),
                    outcome.output
                ))
            };
            match compared {
                Ok(()) => return,
                Err(different) => difference = different,
            }
            thread::sleep(READ_PAUSE);
        }
        panic!("README.md:{}\n{command}\n{difference}", step.command.line);
    }

    fn compare(&mut self, step: &Step, printed: &str) -> Result<(), String> {
        let Some(output) = &step.output else {
            return Ok(());
        };
        // A try that fails leaves no trace.
        let (mut expected, mut actual) = (self.expected.clone(), self.printed.clone());
        let difference = compare::differ(
            &output.language,
            &expected.normalize(&output.text),
            &actual.normalize(&self.in_the_document(printed)),
        );
        if let Some(difference) = difference {
            return Err(difference);
        }
        (self.expected, self.printed) = (expected, actual);
        Ok(())
    }

    fn in_this_run(&self, command: &str) -> String {
        let gateway = self.gateway.as_ref().unwrap();
        command
            .replace("localhost:50051", &gateway.grpc)
            .replace("localhost:8080", &gateway.http)
            .replace(POSTGRES, &self.postgres)
    }

    fn in_the_document(&self, printed: &str) -> String {
        let gateway = self.gateway.as_ref().unwrap();
        printed
            .replace(&gateway.grpc, "127.0.0.1:50051")
            .replace(&gateway.http, "127.0.0.1:8080")
            .replace(&self.postgres, POSTGRES_SHOWN)
    }
}

#[test]
fn every_command_works_and_prints_what_is_shown() {
    shell::demand(&["bash", "curl", "grpcurl", "openssl", "psql"]);
    let directory = tempfile::tempdir().unwrap();
    let release = directory.path().join("target/release");
    fs::create_dir_all(&release).unwrap();
    let program = env!("CARGO_BIN_EXE_refund-gateway");
    unix::fs::symlink(program, release.join("refund-gateway")).unwrap();

    let mut run = Run {
        shell: Shell::start(directory.path()),
        gateway: None,
        postgres: database::create(),
        expected: Normalizer::default(),
        printed: Normalizer::default(),
    };
    for step in steps(&repository_file("README.md")) {
        run.step(&step, directory.path());
    }
    run.gateway.take().unwrap().stop();
}

#[test]
fn the_greeting_suggests_a_command_that_works() {
    shell::demand(&["bash", "grpcurl"]);
    let directory = tempfile::tempdir().unwrap();
    let gateway = Gateway::start(directory.path(), &[]);
    let suggestion = gateway.greeting.lines().last().unwrap();
    let command = suggestion.strip_prefix("try: ").unwrap();
    let outcome = Shell::start(directory.path()).run(command);
    assert_eq!(outcome.status, 0, "{}", outcome.output);
    assert!(outcome.output.contains("UPSERT_OUTCOME_CREATED"));
}

#[test]
fn the_chinese_document_has_the_same_commands_and_outputs() {
    let blocks = |path| {
        let blocks = markdown::blocks(&repository_file(path));
        let told = blocks.into_iter().map(|block| (block.language, block.text));
        told.collect::<Vec<_>>()
    };
    let (english, chinese) = (blocks("README.md"), blocks("README.zh-CN.md"));
    for (english, chinese) in english.iter().zip(&chinese) {
        assert_eq!(english, chinese);
    }
    assert_eq!(english.len(), chinese.len());
}
