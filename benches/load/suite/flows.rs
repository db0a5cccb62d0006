//! Every flow, over gRPC and over the sidecar.

use super::{
    BATCHES_OF_ONE,
    bench::{Bench, Rows},
    figures::Figures,
    table::{Table, millis, number, ratio},
};
use crate::{
    target::Failure,
    workload::{Protocol, Workload},
};

const IN_FLIGHT: usize = 256;

/// What is called over gRPC, but for callbacks.
pub(crate) const OVER_GRPC: [(&str, Workload); 6] = [
    ("Douyin notices of 1", Workload::Douyin1),
    ("Douyin notices of 20", Workload::Douyin20),
    ("refund requests", Workload::Refunds),
    ("Taoxianda, 1 sub order", Workload::Taoxianda1),
    ("Taoxianda, 10 sub orders", Workload::Taoxianda10),
    ("a mix of all", Workload::Mix),
];
/// What is called over the sidecar.
pub(crate) const OVER_HTTP: [(&str, Workload, Protocol); 6] = [
    ("callbacks in JSON", Workload::Callbacks, Protocol::Json),
    ("callbacks in XML", Workload::Callbacks, Protocol::Xml),
    ("callbacks in BSON", Workload::Callbacks, Protocol::Bson),
    (
        "Douyin notices of 1 in JSON",
        Workload::Douyin1,
        Protocol::Json,
    ),
    (
        "refunds in JSON, signed with HAWK",
        Workload::Refunds,
        Protocol::Json,
    ),
    (
        "Taoxianda, 1 sub order, by TOP",
        Workload::Taoxianda1,
        Protocol::Top,
    ),
];

/// Every flow beside batches of one.
pub(crate) fn over_grpc(bench: &Bench, figures: &mut Figures) -> Result<(), Failure> {
    let mut table = Table::new(
        "Every flow over gRPC on PostgreSQL, 256 in flight",
        &[
            "what",
            "per second",
            "p50 ms",
            "p99 ms",
            "batches of one, per second",
            "ratio",
        ],
    );
    for (name, workload) in OVER_GRPC {
        let trial = bench.callbacks(Rows::MAIN, IN_FLIGHT);
        let trial = trial.of(workload, Protocol::Grpc);
        let [ones, ours] = bench.in_turns([trial.with(&BATCHES_OF_ONE), trial])?;
        let (ones, ours) = (ones.report.rate(), ours.report);
        table.row(&[
            name.to_owned(),
            number(ours.rate()),
            millis(&ours.latencies, 0.5),
            millis(&ours.latencies, 0.99),
            number(ones),
            ratio(ours.rate(), ones),
        ]);
    }
    figures.add(table);
    Ok(())
}

/// The sidecar within the server, each beside the same over gRPC.
pub(crate) fn over_http(bench: &Bench, figures: &mut Figures) -> Result<(), Failure> {
    let mut table = Table::new(
        "The sidecar in the server, beside gRPC, 256 in flight",
        &[
            "what",
            "per second",
            "p50 ms",
            "p99 ms",
            "gRPC, per second",
            "ratio",
        ],
    );
    for (name, workload, protocol) in OVER_HTTP {
        let trial = bench.callbacks(Rows::MAIN, IN_FLIGHT);
        let [grpc, http] = [Protocol::Grpc, protocol].map(|it| trial.of(workload, it));
        let [grpc, http] = bench.in_turns([grpc, http])?;
        let (grpc, http) = (grpc.report.rate(), http.report);
        table.row(&[
            name.to_owned(),
            number(http.rate()),
            millis(&http.latencies, 0.5),
            millis(&http.latencies, 0.99),
            number(grpc),
            ratio(http.rate(), grpc),
        ]);
    }
    figures.add(table);
    Ok(())
}
