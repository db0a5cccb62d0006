//! What callers notice at a rate of their own: below the highest, and above.

use std::time::Duration;

use super::{
    MAIN, Size,
    bench::{After, Bench, COPY, Rows},
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

/// More calls in flight than the queue holds, or nothing is refused.
const FLOOD: usize = 40_000;
/// What lets a caller send them over a few connections.
pub(crate) const FLOOD_ALLOWED: [&str; 2] = ["--max-concurrent-streams", "100000"];

/// The seconds before and after what is measured.
const MARGIN: Duration = Duration::from_secs(2);
/// What comes after twice the highest rate takes so long, at the highest.
const AFTERWARDS: Duration = Duration::from_secs(3);
/// No measurement is shorter.
const SHORTEST: Duration = Duration::from_secs(1);

/// Measures at half and at twice the highest rate: that of just before, since the
/// machine's speed may be another one a minute later. pgbench has so many clients.
pub(crate) fn measure(
    bench: &Bench,
    size: &Size,
    clients: u32,
    figures: &mut Figures,
) -> Result<(), Failure> {
    figures.add(half(bench, size, clients)?);
    figures.add(twice(bench, size)?);
    Ok(())
}

fn half(bench: &Bench, size: &Size, clients: u32) -> Result<Table, Failure> {
    let mut table = Table::new(
        "Half of the highest rate (open loop) of callbacks over gRPC on PostgreSQL",
        &[
            "who",
            "just before, per second",
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
    let mut row = |who: &str, before: f64, done: f64, calls: &Latencies, disk: &Latencies| {
        let mut cells = vec![who.to_owned()];
        cells.extend([before, before / 2.0, done].map(number));
        cells.extend([0.5, 0.99, 0.999, 1.0].map(|it| millis(calls, it)));
        cells.extend([0.999, 1.0].map(|it| millis(disk, it)));
        table.row(&cells);
    };
    for _ in 0..size.rounds {
        let pgbench = |duration, rate| {
            postgres::copy(MAIN, COPY)?;
            pgbench::run(COPY, bench.directory.path(), clients, duration, rate)
        };
        let before = pgbench(bench.duration, None)?.rate;
        let disk = Probe::begin(bench.directory.path())?;
        let calm = pgbench(size.steady_pgbench, Some(before / 2.0))?;
        row("pgbench", before, calm.rate, &calm.latencies, &disk.end()?);

        let half = |before: &Report| {
            let rate = before.rate() / 2.0;
            let left = size.waiting().saturating_sub(before.next);
            let calm = Load {
                rate: Some(rate),
                duration: size.steady.min(enough_for(left, rate, Duration::ZERO)),
                ..bench.callbacks(Rows::MAIN, 4096).load
            };
            vec![calm]
        };
        let mut before = bench.callbacks(Rows::MAIN, 1024);
        before.load.duration = bench.duration / 2;
        let (before, later) = bench.measure_and_then(before, half)?;
        if let [After { report, disk }] = &later[..] {
            let before = before.report.rate();
            row("**ours**", before, report.rate(), &report.latencies, disk);
        }
    }
    Ok(table)
}

fn twice(bench: &Bench, size: &Size) -> Result<Table, Failure> {
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
    let before = bench.callbacks(Rows::MAIN, 1024).with(&FLOOD_ALLOWED);
    let flood = |before: &Report| flood(bench, size, before);
    let afterwards = Load {
        duration: Duration::from_secs(1),
        ..before.load
    };
    let mut row = |when: &str, asked: String, report: &Report, before: f64| {
        let mut cells = vec![when.to_owned(), asked, number(report.rate())];
        cells.extend([0.5, 0.99].map(|it| millis(&report.latencies, it)));
        cells.push(number(report.refusal_rate()));
        cells.extend([0.5, 0.99].map(|it| millis(&report.refusals, it)));
        cells.push(ratio(report.rate(), before));
        table.row(&cells);
    };
    let closed = || "1024 in flight".to_owned();
    for _ in 0..size.rounds {
        let (calm, later) =
            bench.measure_and_then(before, |before| vec![flood(before), afterwards])?;
        let rate = calm.report.rate();
        row("before", closed(), &calm.report, rate);
        if let [flood, afterwards] = &later[..] {
            row("meanwhile", number(rate * 2.0), &flood.report, rate);
            row("a second later", closed(), &afterwards.report, rate);
        }
    }
    Ok(table)
}

/// Twice the rate of before, for as long as there are orders, and some for afterwards:
/// they would last half as long at this rate.
pub(crate) fn flood(bench: &Bench, size: &Size, before: &Report) -> Load {
    let rate = before.rate() * 2.0;
    let left = size.waiting().saturating_sub(before.next);
    Load {
        in_flight: FLOOD,
        rate: Some(rate),
        duration: bench.duration.min(enough_for(left, rate, AFTERWARDS / 2)),
        ..bench.callbacks(Rows::MAIN, FLOOD).load
    }
}

/// How long so many orders that wait for a callback last, less the seconds before and
/// after what is measured, and less `kept`.
fn enough_for(waiting: u64, rate: f64, kept: Duration) -> Duration {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let waiting = waiting as f64;
    let enough = Duration::try_from_secs_f64(waiting / rate).unwrap_or_default();
    enough.saturating_sub(MARGIN + kept).max(SHORTEST)
}
