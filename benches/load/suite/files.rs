//! Callbacks over gRPC on SQLite.

use super::{
    BATCHES_OF_ONE_IN_FILES,
    bench::{Bench, Rows},
    figures::Figures,
    table::{Table, millis, number, ratio},
};
use crate::{drive::Report, target::Failure};

/// Measures beside batches of one.
pub(crate) fn measure(bench: &Bench, figures: &mut Figures) -> Result<(), Failure> {
    let mut table = Table::new(
        "Callbacks over gRPC on SQLite (WAL, synchronous=FULL)",
        &[
            "who",
            "in flight",
            "per second",
            "p50 ms",
            "p99 ms",
            "to batches of one",
        ],
    );
    let trial = |in_flight| bench.callbacks(Rows::FILES, in_flight);
    let ones = trial(256).with(&BATCHES_OF_ONE_IN_FILES);
    let ones = bench.measure(ones)?.report;
    let mut row = |who: &str, in_flight: usize, report: &Report| {
        table.row(&[
            who.to_owned(),
            in_flight.to_string(),
            number(report.rate()),
            millis(&report.latencies, 0.5),
            millis(&report.latencies, 0.99),
            ratio(report.rate(), ones.rate()),
        ]);
    };
    row("batches of one", 256, &ones);
    for in_flight in [1, 256, 1024] {
        let report = bench.measure(trial(in_flight))?.report;
        row("**ours**", in_flight, &report);
    }
    figures.add(table);
    Ok(())
}
