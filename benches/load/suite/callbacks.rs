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
    ones: Series,
    ours: Series,
}

/// By how many calls were in flight.
type Series = Vec<(usize, Measured)>;

impl Compared {
    fn measure(bench: &Bench, size: &Size) -> Result<Self, Failure> {
        let pgbench = |clients| -> Result<Outcome, Failure> {
            postgres::copy(MAIN, COPY)?;
            let duration = bench.duration + Duration::from_secs(1);
            pgbench::run(COPY, bench.directory.path(), clients, duration, None)
        };
        let ours = |in_flight| bench.measure(bench.callbacks(Rows::MAIN, in_flight));
        let ones =
            |in_flight| bench.measure(bench.callbacks(Rows::MAIN, in_flight).with(&BATCHES_OF_ONE));

        let mut best = pgbench(CLIENTS[0])?;
        for clients in &CLIENTS[1..] {
            best = best.or_faster(pgbench(*clients)?);
        }
        let mut compared = Self {
            pgbench_alone: pgbench(1)?,
            pgbench: best,
            ones: series(&[256, 1024], ones)?,
            ours: series(&[1, 16, 64, 256, 1024], ours)?,
        };
        for _ in 1..size.rounds {
            let clients = compared.pgbench.clients;
            compared.pgbench = compared.pgbench.or_faster(pgbench(clients)?);
            compared.pgbench_alone = compared.pgbench_alone.or_faster(pgbench(1)?);
            compared.ones = or_faster(compared.ones, ones)?;
            compared.ours = or_faster(compared.ours, ours)?;
        }
        Ok(compared)
    }

    fn servers(&self) -> impl Iterator<Item = (&'static str, usize, &Measured)> {
        [("batches of one", &self.ones), ("**ours**", &self.ours)]
            .into_iter()
            .flat_map(|(who, series)| series.iter().map(move |(it, of)| (who, *it, of)))
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
                "to batches of one, as many in flight",
            ],
        );
        let mut row = |who: &str, in_flight: usize, rate: f64, latencies: &Latencies| {
            let mut cells = vec![who.to_owned(), in_flight.to_string(), number(rate)];
            cells.extend([0.5, 0.99, 0.999].map(|it| millis(latencies, it)));
            cells.push(ratio(rate, self.pgbench.rate));
            let ones = self.ones.iter().find(|(it, _)| *it == in_flight);
            let to_ones = ones.map(|(_, ones)| ratio(rate, ones.report.rate()));
            cells.push(to_ones.unwrap_or_else(|| "–".to_owned()));
            table.row(&cells);
        };
        for (who, outcome) in [
            ("pgbench, one client", &self.pgbench_alone),
            ("pgbench, its best", &self.pgbench),
        ] {
            let clients = outcome.clients as usize;
            row(who, clients, outcome.rate, &outcome.latencies);
        }
        for (who, in_flight, Measured { report, .. }) in self.servers() {
            row(who, in_flight, report.rate(), &report.latencies);
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
        for (who, in_flight, measured) in self.servers() {
            row(who, in_flight, measured);
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

/// Measures with each so many in flight.
fn series(
    in_flight: &[usize],
    measure: impl Fn(usize) -> Result<Measured, Failure>,
) -> Result<Series, Failure> {
    let each = in_flight.iter().map(|it| Ok((*it, measure(*it)?)));
    each.collect()
}

/// Measures once more, and keeps what was faster.
fn or_faster(
    series: Series,
    measure: impl Fn(usize) -> Result<Measured, Failure>,
) -> Result<Series, Failure> {
    let each = series.into_iter();
    each.map(|(it, best)| Ok((it, best.or_faster(measure(it)?))))
        .collect()
}
