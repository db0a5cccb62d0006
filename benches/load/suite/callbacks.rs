//! Callbacks over gRPC on PostgreSQL, beside pgbench and beside batches of one.

use std::time::Duration;

use super::{
    BATCHES_OF_ONE, MAIN, Size,
    bench::{Bench, COPY, Measured, Rows},
    figures::Figures,
    pgbench::{self, Outcome},
    postgres,
    table::{Table, micros, millis, number, ratio},
};
use crate::{latency::Latencies, target::Failure};

/// How many clients pgbench is tried with.
const CLIENTS: [u32; 4] = [16, 32, 64, 128];

/// Measures, and answers with how many clients pgbench was at its best.
pub(crate) fn measure(bench: &Bench, size: &Size, figures: &mut Figures) -> Result<u32, Failure> {
    let measured = Compared::measure(bench, size)?;
    figures.add(measured.rates());
    figures.add(measured.costs());
    figures.add(measured.process());
    Ok(measured.pgbench.clients)
}

/// Everybody's fastest of several rounds.
struct Compared {
    pgbench_alone: Outcome,
    pgbench: Outcome,
    ones: Measured,
    /// By how many calls are in flight.
    ours: Vec<(usize, Measured)>,
}

impl Compared {
    fn measure(bench: &Bench, size: &Size) -> Result<Self, Failure> {
        let pgbench = |clients| -> Result<Outcome, Failure> {
            postgres::copy(MAIN, COPY)?;
            let duration = bench.duration + Duration::from_secs(1);
            pgbench::run(COPY, bench.directory.path(), clients, duration, None)
        };
        let ours = |in_flight| bench.measure(bench.callbacks(Rows::MAIN, in_flight));
        let ones = || bench.measure(bench.callbacks(Rows::MAIN, 256).with(&BATCHES_OF_ONE));

        let mut best = pgbench(CLIENTS[0])?;
        for clients in &CLIENTS[1..] {
            best = best.or_faster(pgbench(*clients)?);
        }
        let mut compared = Self {
            pgbench_alone: pgbench(1)?,
            pgbench: best,
            ones: ones()?,
            ours: Vec::new(),
        };
        for in_flight in [1, 16, 64, 256, 1024] {
            compared.ours.push((in_flight, ours(in_flight)?));
        }
        for _ in 1..size.rounds {
            let clients = compared.pgbench.clients;
            compared.pgbench = compared.pgbench.or_faster(pgbench(clients)?);
            compared.pgbench_alone = compared.pgbench_alone.or_faster(pgbench(1)?);
            compared.ones = compared.ones.or_faster(ones()?);
            let mut again = Vec::new();
            for (in_flight, measured) in compared.ours {
                let measured = match in_flight {
                    16 | 64 => measured,
                    _ => measured.or_faster(ours(in_flight)?),
                };
                again.push((in_flight, measured));
            }
            compared.ours = again;
        }
        Ok(compared)
    }

    fn rates(&self) -> Table {
        let mut table = Table::new(
            "Callbacks over gRPC on PostgreSQL",
            &[
                "who",
                "in flight",
                "per second",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "to pgbench's best",
                "to batches of one",
            ],
        );
        let mut row = |who: &str, in_flight: String, rate: f64, latencies: &Latencies| {
            let [p50, p99, p999] = [0.5, 0.99, 0.999].map(|it| millis(latencies, it));
            let to_pgbench = ratio(rate, self.pgbench.rate);
            let to_ones = ratio(rate, self.ones.report.rate());
            let who = who.to_owned();
            table.row(&[
                who,
                in_flight,
                number(rate),
                p50,
                p99,
                p999,
                to_pgbench,
                to_ones,
            ]);
        };
        for (who, outcome) in [
            ("pgbench, one client", &self.pgbench_alone),
            ("pgbench, its best", &self.pgbench),
        ] {
            let clients = outcome.clients.to_string();
            row(who, clients, outcome.rate, &outcome.latencies);
        }
        let ones = &self.ones.report;
        let who = "batches of one";
        row(who, "256".to_owned(), ones.rate(), &ones.latencies);
        for (in_flight, Measured { report, .. }) in &self.ours {
            let in_flight = in_flight.to_string();
            row("**ours**", in_flight, report.rate(), &report.latencies);
        }
        table
    }

    fn costs(&self) -> Table {
        let mut table = Table::new(
            "What a callback costs",
            &[
                "who",
                "in flight",
                "server µs",
                "PostgreSQL µs",
                "WAL bytes",
                "flushes",
                "transactions",
            ],
        );
        let mut row = |who: &str, in_flight: usize, measured: &Measured| {
            let Some(database) = measured.database else {
                return;
            };
            table.row(&[
                who.to_owned(),
                in_flight.to_string(),
                micros(measured.server_time),
                micros(database.time),
                number(database.wal_bytes),
                format!("{:.4}", database.flushes),
                format!("{:.4}", database.transactions),
            ]);
        };
        row("batches of one", 256, &self.ones);
        for (in_flight, measured) in &self.ours {
            row("**ours**", *in_flight, measured);
        }
        table
    }

    fn process(&self) -> Table {
        let mut table = Table::new("The process", &["what", "figure"]);
        let all = || self.ours.iter().map(|(_, measured)| measured);
        let start = all().map(|it| it.start).min().unwrap_or_default();
        let idle = all().map(|it| it.memory[0]).fold(0.0, f64::max);
        let most = all().map(|it| it.memory[1]).fold(0.0, f64::max);
        for (what, figure) in [
            (
                "start on an existing database, ms",
                start.as_secs_f64() * 1e3,
            ),
            ("memory before the first call, MB", idle),
            ("most memory, at 1024 in flight, MB", most),
        ] {
            table.row(&[what.to_owned(), format!("{figure:.0}")]);
        }
        table
    }
}
