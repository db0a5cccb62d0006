//! What everybody can have: the same two transactions by hand-written SQL, one
//! client one connection, prepared statements.

use std::{fs, path::Path, process::Command, time::Duration};

use super::postgres::query;
use crate::{latency::Latencies, target::Failure};

const SCRIPT: &str = include_str!("../sql/callback.pgbench.sql");

/// What came of it.
pub(crate) struct Outcome {
    pub(crate) clients: u32,
    /// Callbacks per second.
    pub(crate) rate: f64,
    pub(crate) latencies: Latencies,
}

impl Outcome {
    /// This one, or a faster one.
    pub(crate) fn or_faster(self, other: Self) -> Self {
        if other.rate > self.rate { other } else { self }
    }
}

/// Runs callbacks with so many clients, for so long: as many as possible, or so many
/// per second, of which each is timed from when it was due.
pub(crate) fn run(
    database: &str,
    directory: &Path,
    clients: u32,
    duration: Duration,
    rate: Option<f64>,
) -> Result<Outcome, Failure> {
    let script = directory.join("callback.pgbench.sql");
    fs::write(&script, SCRIPT)?;
    let programs = query(
        "postgres",
        "SELECT setting FROM pg_config WHERE name = 'BINDIR'",
    )?;
    let logs = directory.join(format!("pgbench-{clients}"));
    let mut pgbench = Command::new(Path::new(&programs).join("pgbench"));
    if let Some(rate) = rate {
        pgbench.arg(format!("--rate={rate:.0}"));
    }
    let output = pgbench
        .args([
            "--no-vacuum",
            "--protocol",
            "prepared",
            "--jobs",
            "2",
            "--log",
        ])
        .arg(format!("--file={}", script.display()))
        .arg(format!("--client={clients}"))
        .arg(format!("--time={}", duration.as_secs()))
        .arg(format!("--log-prefix={}", logs.display()))
        .args(["--define", "n=0", "--define", "first=0"])
        .arg(format!("--define=clients={clients}"))
        .arg(database)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let said = String::from_utf8(output.stdout)?;
    let rate = said
        .lines()
        .find_map(|line| line.strip_prefix("tps = "))
        .and_then(|line| line.split(' ').next())
        .ok_or("pgbench told no rate")?;
    let rate: f64 = rate.parse()?;
    let latencies = latencies(directory, &format!("pgbench-{clients}."))?;
    println!("pgbench: {clients} | {rate:.0} | {latencies}");
    Ok(Outcome {
        clients,
        rate,
        latencies,
    })
}

/// Each thread has logged each transaction: its third field is microseconds.
fn latencies(directory: &Path, prefix: &str) -> Result<Latencies, Failure> {
    let mut latencies = Latencies::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with(prefix) {
            continue;
        }
        for line in fs::read_to_string(&path)?.lines() {
            let micros = line.split(' ').nth(2).ok_or("a line of three fields")?;
            latencies.record(Duration::from_micros(micros.parse()?));
        }
        fs::remove_file(&path)?;
    }
    Ok(latencies)
}
