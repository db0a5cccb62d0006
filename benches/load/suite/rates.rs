//! What callers notice at a rate of their own: below the highest, and above.

use std::time::Duration;

use super::{
    MAIN, Size,
    bench::{Bench, COPY, Measured, Rows},
    callbacks::Highest,
    disk::Probe,
    figures::Figures,
    pgbench, postgres,
    table::{Table, millis, number, ratio},
};
use crate::{
    drive::{Load, Report},
    latency::Latencies,
    target::Failure,
};

/// How often the minute at half the rate is measured: what the disk does to it
/// differs from one to the next.
const MINUTES: usize = 3;

/// More calls in flight than the lanes' queues hold, or nothing is refused.
const FLOOD: usize = 40_000;

/// Measures at half and at twice the highest rate.
pub(crate) fn measure(
    bench: &Bench,
    size: &Size,
    highest: &Highest,
    figures: &mut Figures,
) -> Result<(), Failure> {
    figures.add(half(bench, size, highest)?);
    figures.add(twice(bench)?);
    Ok(())
}

fn half(bench: &Bench, size: &Size, highest: &Highest) -> Result<Table, Failure> {
    let mut table = Table::new(
        "Half of the highest rate (open loop) of callbacks over gRPC on PostgreSQL",
        &[
            "who",
            "asked per second",
            "done per second",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "most ms",
            "a flush of one page meanwhile, p99.9 ms",
            "most ms",
        ],
    );
    let mut row = |who: &str, asked: f64, done: f64, calls: &Latencies, disk: &Latencies| {
        let mut cells = vec![who.to_owned(), number(asked), number(done)];
        cells.extend([0.5, 0.99, 0.999, 1.0].map(|it| millis(calls, it)));
        cells.extend([0.999, 1.0].map(|it| millis(disk, it)));
        table.row(&cells);
    };
    let rate = highest.ours / 2.0;
    let steady = size.steady.min(enough_for(size, rate));
    for minute in 0..MINUTES.min(size.rounds) {
        if minute == 0 {
            let rate = highest.pgbench / 2.0;
            postgres::copy(MAIN, COPY)?;
            let disk = Probe::begin(&bench.directory)?;
            let clients = highest.clients;
            let calm = pgbench::run(COPY, &bench.directory, clients, steady, Some(rate))?;
            let disk = disk.end()?;
            row("pgbench", rate, calm.rate, &calm.latencies, &disk);
        }
        let mut calm = bench.callbacks(Rows::MAIN, 4096);
        calm.load.rate = Some(rate);
        calm.load.duration = steady;
        let Measured { report, disk, .. } = bench.measure(calm)?;
        let disk = disk.unwrap_or_else(Latencies::new);
        row("**ours**", rate, report.rate(), &report.latencies, &disk);
    }
    Ok(table)
}

fn twice(bench: &Bench) -> Result<Table, Failure> {
    let mut table = Table::new(
        "Twice the highest rate (open loop) of callbacks over gRPC on PostgreSQL, on one server",
        &[
            "when",
            "asked per second",
            "done per second",
            "p50 ms",
            "p99 ms",
            "refused per second",
            "refusals p50 ms",
            "refusals p99 ms",
            "done to before",
        ],
    );
    let many = ["--max-concurrent-streams", "100000"];
    let before = bench.callbacks(Rows::MAIN, 1024).with(&many);
    let flood = |before: &Report| Load {
        in_flight: FLOOD,
        rate: Some(before.rate() * 2.0),
        ..bench.callbacks(Rows::MAIN, FLOOD).load
    };
    let afterwards = Load {
        duration: Duration::from_secs(1),
        ..before.load
    };
    let (before, later) =
        bench.measure_and_then(before, |before| vec![flood(before), afterwards])?;
    let before = before.report;
    let mut row = |when: &str, asked: String, report: &Report| {
        let mut cells = vec![when.to_owned(), asked, number(report.rate())];
        cells.extend([0.5, 0.99].map(|it| millis(&report.latencies, it)));
        cells.push(number(report.refusal_rate()));
        cells.extend([0.5, 0.99].map(|it| millis(&report.refusals, it)));
        cells.push(ratio(report.rate(), before.rate()));
        table.row(&cells);
    };
    let closed = || "1024 in flight".to_owned();
    row("before", closed(), &before);
    if let [flood, afterwards] = &later[..] {
        row("meanwhile", number(before.rate() * 2.0), flood);
        row("a second later", closed(), afterwards);
    }
    Ok(table)
}

/// As long as there are orders that wait for a callback.
fn enough_for(size: &Size, rate: f64) -> Duration {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let waiting = size.waiting() as f64;
    Duration::from_secs_f64((waiting / rate - 2.0).max(1.0))
}
