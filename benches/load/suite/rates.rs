//! What callers notice at a rate of their own: below the highest, and above.

use std::time::Duration;

use super::{
    MAIN, Size,
    bench::{Bench, COPY, Rows},
    callbacks::Highest,
    figures::Figures,
    pgbench, postgres,
    table::{Table, millis, number, ratio},
};
use crate::{
    drive::{Load, Report},
    latency::Latencies,
    target::Failure,
};

/// Measures at half and at twice the highest rate.
pub(crate) fn measure(
    bench: &Bench,
    size: &Size,
    Highest {
        ours: highest,
        pgbench: pgbench_rate,
        clients,
    }: &Highest,
    figures: &mut Figures,
) -> Result<(), Failure> {
    let mut table = Table::new(
        "A fixed rate (open loop) of callbacks over gRPC on PostgreSQL",
        &[
            "rate",
            "asked per second",
            "done per second",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "refused per second",
            "refusals p99 ms",
            "done to its highest rate",
        ],
    );
    let highest = *highest;
    let mut row = |name: &str, asked: f64, report: &Report, highest: f64| {
        let [p50, p99, p999] = [0.5, 0.99, 0.999].map(|it| millis(&report.latencies, it));
        table.row(&[
            name.to_owned(),
            number(asked),
            number(report.rate()),
            p50,
            p99,
            p999,
            number(report.refusal_rate()),
            millis(&report.refusals, 0.99),
            ratio(report.rate(), highest),
        ]);
    };

    let steady = size.steady.min(enough_for(size, highest / 2.0));
    let half = pgbench_rate / 2.0;
    postgres::copy(MAIN, COPY)?;
    let calm = pgbench::run(COPY, &bench.directory, *clients, steady, Some(half))?;
    let calm = Report {
        elapsed: steady,
        latencies: calm.latencies,
        refusals: Latencies::new(),
        done: 0,
        next: 0,
    };
    row("pgbench, half of its best", half, &calm, *pgbench_rate);

    let half = highest / 2.0;
    let mut calm = bench.callbacks(Rows::MAIN, 4096);
    calm.load.rate = Some(half);
    calm.load.duration = steady;
    let calm = bench.measure(calm)?.report;
    row("half of the highest", half, &calm, highest);

    // More calls in flight than the lanes' queues hold, or nothing is refused.
    let twice = highest * 2.0;
    let many = ["--max-concurrent-streams", "100000"];
    let mut flood = bench.callbacks(Rows::MAIN, 40_000).with(&many);
    flood.load.rate = Some(twice);
    let afterwards = Load {
        in_flight: 1024,
        rate: None,
        warm_up: Duration::from_secs(1),
        duration: Duration::from_secs(1),
        ..flood.load
    };
    let (flood, afterwards) = bench.measure_twice(flood, Some(afterwards))?;
    row("twice the highest", twice, &flood.report, highest);
    if let Some(report) = afterwards {
        row(
            "a second later, closed loop of 1024",
            highest,
            &report,
            highest,
        );
    }
    figures.add(table);
    Ok(())
}

/// As long as there are orders that wait for a callback.
fn enough_for(size: &Size, rate: f64) -> Duration {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let waiting = size.waiting() as f64;
    Duration::from_secs_f64((waiting / rate - 2.0).max(1.0))
}
