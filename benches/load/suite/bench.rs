//! One measurement: a server on a fresh copy of the rows, a load, and the
//! database counted afterwards.

use std::time::Duration;

use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::{
    disk::Probe,
    postgres::{self, Done, Postgres},
    server::{Program, Server},
    sqlite,
};
use crate::{
    drive::{self, Load, Report},
    latency::Latencies,
    target::{Failure, Target},
    workload::{Protocol, Workload},
};

/// What is measured with.
pub(crate) struct Bench {
    pub(crate) runtime: Runtime,
    pub(crate) program: Program,
    /// How a server ends that has been measured.
    pub(crate) end: fn(Server) -> Result<(), Failure>,
    pub(crate) postgres: Postgres,
    /// For files that are thrown away, on a disk.
    pub(crate) directory: TempDir,
    /// How long each measurement takes.
    pub(crate) duration: Duration,
    /// In how many turns two that are compared share that time.
    pub(crate) turns: u32,
}

/// Which rows.
#[derive(Clone, Copy)]
pub(crate) enum Rows {
    /// A database on PostgreSQL.
    Postgres(&'static str),
    /// A directory below the bench's.
    Sqlite(&'static str),
}

/// What is asked of a server, and how.
#[derive(Clone, Copy)]
pub(crate) struct Trial<'a> {
    pub(crate) rows: Rows,
    pub(crate) settings: &'a [&'a str],
    pub(crate) protocol: Protocol,
    pub(crate) load: Load,
}

/// What one measurement found.
pub(crate) struct Measured {
    pub(crate) report: Report,
    /// Of the server, for each call.
    pub(crate) server_time: Duration,
    /// Of PostgreSQL, for each call.
    pub(crate) database: Option<PerCall>,
    /// Megabytes before the first call, and the most.
    pub(crate) memory: [f64; 2],
    /// From the start of the process until it served.
    pub(crate) start: Duration,
}

/// What another load on the same server found.
pub(crate) struct After {
    pub(crate) report: Report,
    /// What the disk did meanwhile.
    pub(crate) disk: Latencies,
}

/// PostgreSQL's part of a call.
#[derive(Clone, Copy)]
pub(crate) struct PerCall {
    pub(crate) time: Duration,
    pub(crate) wal_bytes: f64,
    pub(crate) flushes: f64,
    pub(crate) transactions: f64,
}

/// The copy that is used up.
pub(crate) const COPY: &str = "bench_copy";

impl Bench {
    /// A load of callbacks over gRPC, by the default settings, with so many calls
    /// in flight.
    pub(crate) fn callbacks<'a>(&self, rows: Rows, in_flight: usize) -> Trial<'a> {
        Trial {
            rows,
            settings: &[],
            protocol: Protocol::Grpc,
            load: Load {
                workload: Workload::Callbacks,
                in_flight,
                rate: None,
                warm_up: Duration::from_secs(1),
                duration: self.duration,
                first: 0,
                limit: u64::MAX,
            },
        }
    }

    /// Where the key is that the secrets of callers are sealed with.
    pub(crate) fn master_key(&self) -> String {
        let path = self.directory.path().join("master.key");
        path.to_string_lossy().into_owned()
    }

    /// Measures two in turns, so that a bad second of the machine does not stand for
    /// one of them: of each the fastest counts.
    pub(crate) fn in_turns(&self, mut trials: [Trial<'_>; 2]) -> Result<[Measured; 2], Failure> {
        for trial in &mut trials {
            trial.load.duration = self.duration / self.turns;
        }
        let [one, other] = trials;
        let mut best = [self.measure(one)?, self.measure(other)?];
        for _ in 1..self.turns {
            let [faster, other_faster] = best;
            best = [
                faster.or_faster(self.measure(one)?),
                other_faster.or_faster(self.measure(other)?),
            ];
        }
        Ok(best)
    }

    /// Measures, and fails if anything that was acknowledged is not there.
    pub(crate) fn measure(&self, trial: Trial<'_>) -> Result<Measured, Failure> {
        let (measured, _) = self.measure_and_then(trial, |_| Vec::new())?;
        Ok(measured)
    }

    /// As [`Self::measure`], and then other loads on the same server, each of which
    /// goes on with the next rows. They may follow from what was found.
    pub(crate) fn measure_and_then(
        &self,
        trial: Trial<'_>,
        then: impl FnOnce(&Report) -> Vec<Load>,
    ) -> Result<(Measured, Vec<After>), Failure> {
        let url = self.fresh(trial.rows)?;
        let before = self.done(trial.rows)?;
        let key = self.master_key();
        let settings = [&["--master-key-file", &key], trial.settings].concat();
        let log = self.directory.path().join("server.log");
        let server = self.program.serve(&url, &log, &settings)?;
        let (idle, begun) = (server.memory()?[0], server.processor_time()?);

        let report = self.drive(&server, trial.protocol, trial.load)?;
        let calls = u32::try_from(report.done.max(1))?;
        let server_time = server.processor_time()?.saturating_sub(begun) / calls;
        let mut later = Vec::new();
        let (mut acknowledged, mut first) = (report.done, report.next);
        for load in then(&report) {
            let disk = Probe::begin(self.directory.path())?;
            let report = self.drive(&server, trial.protocol, Load { first, ..load })?;
            let disk = disk.end()?;
            acknowledged += report.done;
            first = report.next;
            later.push(After { report, disk });
        }
        let (memory, start) = ([idle, server.memory()?[1]], server.start);
        (self.end)(server)?;

        let after = self.done(trial.rows)?;
        self.count(trial, acknowledged)?;
        let measured = Measured {
            database: before
                .zip(after)
                .map(|(before, after)| PerCall::of(before, after, calls)),
            report,
            server_time,
            memory,
            start,
        };
        Ok((measured, later))
    }

    /// Makes a copy of rows, and answers its address.
    fn fresh(&self, rows: Rows) -> Result<String, Failure> {
        match rows {
            Rows::Postgres(rows) => {
                postgres::copy(rows, COPY)?;
                Ok(self.postgres.url(COPY))
            }
            Rows::Sqlite(rows) => {
                let copy = self.directory.path().join(COPY);
                sqlite::copy(&self.directory.path().join(rows), &copy)?;
                Ok(sqlite::url(&copy))
            }
        }
    }

    fn drive(&self, server: &Server, protocol: Protocol, load: Load) -> Result<Report, Failure> {
        let is_grpc = protocol == Protocol::Grpc;
        let target = Target {
            address: if is_grpc { server.grpc } else { server.http },
            protocol,
            connections: 4,
        };
        self.runtime.block_on(drive::run(&target, load))
    }

    fn done(&self, rows: Rows) -> Result<Option<Done>, Failure> {
        match rows {
            Rows::Postgres(_) => self.postgres.done(COPY).map(Some),
            Rows::Sqlite(_) => Ok(None),
        }
    }

    fn count(&self, trial: Trial<'_>, acknowledged: u64) -> Result<(), Failure> {
        let counting = trial.load.workload.counting();
        let stored = match trial.rows {
            Rows::Postgres(_) => postgres::count(COPY, counting)?,
            Rows::Sqlite(_) => sqlite::count(&self.directory.path().join(COPY), counting)?,
        };
        if stored < acknowledged {
            return Err(format!("{acknowledged} were acknowledged and {stored} stored").into());
        }
        Ok(())
    }
}

impl<'a> Trial<'a> {
    /// The same with other settings.
    pub(crate) fn with(self, settings: &'a [&'a str]) -> Self {
        Self { settings, ..self }
    }

    /// The same with other signals.
    pub(crate) fn of(mut self, workload: Workload, protocol: Protocol) -> Self {
        self.load.workload = workload;
        Self { protocol, ..self }
    }
}

impl Measured {
    /// This one, or a faster one.
    pub(crate) fn or_faster(self, other: Self) -> Self {
        let is_faster = other.report.rate() > self.report.rate();
        if is_faster { other } else { self }
    }
}

impl PerCall {
    fn of(before: Done, after: Done, calls: u32) -> Self {
        let share = |before: f64, after: f64| (after - before) / f64::from(calls);
        Self {
            time: after.time.saturating_sub(before.time) / calls,
            wal_bytes: share(before.wal_bytes, after.wal_bytes),
            flushes: share(before.flushes, after.flushes),
            transactions: share(before.transactions, after.transactions),
        }
    }
}
