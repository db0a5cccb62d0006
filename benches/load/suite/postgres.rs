//! Databases on the PostgreSQL server that the environment names.

use std::{env, process::Command, time::Duration};

use super::{processor, server::Program};
use crate::{sign::PARTNER, target::Failure};

const SEED: &str = include_str!("../sql/seed.postgres.sql");

/// A PostgreSQL server. `psql` and its like find it through the environment.
pub(crate) struct Postgres {
    url: String,
    postmaster: u32,
}

/// What the server has done since it was started.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Done {
    /// Processor time of all its processes.
    pub(crate) time: Duration,
    /// Bytes written to the log ahead of the data.
    pub(crate) wal_bytes: f64,
    /// How often that log was flushed to disk.
    pub(crate) flushes: f64,
    /// How many transactions were committed.
    pub(crate) transactions: f64,
}

impl Postgres {
    /// The server that `scripts/with-postgres` has started.
    pub(crate) fn find() -> Result<Self, Failure> {
        let url = env::var("REFUND_GATEWAY_TEST_POSTGRES_URL")
            .map_err(|_| "run this by scripts/bench, which starts a PostgreSQL server")?;
        let pid = "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)";
        let postmaster = query("postgres", pid)?.parse()?;
        Ok(Self { url, postmaster })
    }

    /// The address of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        let (server, _) = self.url.rsplit_once('/').unwrap_or((&self.url, ""));
        format!("{server}/{database}")
    }

    /// Makes a database with so many orders: three fifths wait for a callback, a
    /// fifth can be refunded, a fifth has been.
    pub(crate) fn seed(
        &self,
        program: &Program,
        database: &str,
        orders: u64,
    ) -> Result<(), Failure> {
        execute(
            "postgres",
            &format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"),
        )?;
        execute("postgres", &format!("CREATE DATABASE {database}"))?;
        let url = self.url(database);
        program.run(&["migrate", "--database-url", &url], "")?;
        execute(database, &seed_script(SEED, orders))?;
        execute(database, "VACUUM ANALYZE")?;
        Ok(())
    }

    /// What it has done so far, in a database that nobody uses.
    pub(crate) fn done(&self, database: &str) -> Result<Done, Failure> {
        // Backends report what they have done when they end, at the latest.
        let users = format!("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{database}'");
        while query("postgres", &users)? != "0" {
            std::thread::sleep(Duration::from_millis(10));
        }
        let numbers = query(
            database,
            "SELECT wal_bytes || ' ' || wal_sync || ' ' || xact_commit
             FROM pg_stat_wal, pg_stat_database WHERE datname = current_database()",
        )?;
        let numbers: Vec<f64> = numbers
            .split(' ')
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        let [wal_bytes, flushes, transactions] = numbers[..] else {
            return Err("three numbers were asked for".into());
        };
        Ok(Done {
            time: processor::time_of_family(self.postmaster)?,
            wal_bytes,
            flushes,
            transactions,
        })
    }
}

/// Makes `copy` as `database` is now, on disk, so that everybody begins with
/// the same.
pub(crate) fn copy(database: &str, copy: &str) -> Result<(), Failure> {
    execute(
        "postgres",
        &format!("DROP DATABASE IF EXISTS {copy} WITH (FORCE)"),
    )?;
    let create = format!("CREATE DATABASE {copy} TEMPLATE {database} STRATEGY FILE_COPY");
    execute("postgres", &create)?;
    execute("postgres", "CHECKPOINT")
}

/// How many signals of a kind a database has stored.
pub(crate) fn count(database: &str, counting: &str) -> Result<u64, Failure> {
    Ok(query(database, counting)?.parse()?)
}

/// The server's version.
pub(crate) fn version() -> Result<String, Failure> {
    query(
        "postgres",
        "SELECT 'PostgreSQL ' || current_setting('server_version')",
    )
}

/// Settings that decide about durability, as they are in force.
pub(crate) fn durability() -> Result<String, Failure> {
    query(
        "postgres",
        "SELECT string_agg(name || '=' || setting, ', ' ORDER BY name) FROM pg_settings
         WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')",
    )
}

/// The script that fills a database.
pub(crate) fn seed_script(script: &str, orders: u64) -> String {
    let fifth = orders / 5;
    script
        .replace("{waiting}", &(orders - 2 * fifth).to_string())
        .replace("{paid}", &fifth.to_string())
        .replace("{closed}", &fifth.to_string())
        .replace("{agent}", PARTNER)
}

/// Runs statements.
pub(crate) fn execute(database: &str, script: &str) -> Result<(), Failure> {
    query(database, script).map(|_| ())
}

/// Runs statements and answers what the last of them says.
pub(crate) fn query(database: &str, script: &str) -> Result<String, Failure> {
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--no-align", "--tuples-only"])
        .args(["--set", "ON_ERROR_STOP=1", "--dbname", database])
        .args(["--command", "SET client_min_messages = warning"])
        .args(["--command", script])
        .output()?;
    if output.status.success() {
        let text = String::from_utf8(output.stdout)?;
        Ok(text.trim().to_owned())
    } else {
        let error = String::from_utf8_lossy(&output.stderr);
        Err(format!("psql: {error}").into())
    }
}
