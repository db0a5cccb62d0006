//! What the rules take to decide: each command against rows that are there
//! already, for as many orders as a batch has.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a command that is refused is not to be measured"
)]

#[path = "../legacy/cpu_time.rs"]
mod cpu_time;
mod samples;

use std::time::Duration;

use cpu_time::CpuTime;
use criterion::{BatchSize, Criterion, Throughput};
use mimalloc::MiMalloc;
use refund_gateway::domain::{
    command::{Command, Context, RecoveryPolicy},
    timestamp::Timestamp,
    working_set::WorkingSet,
};

use samples::{BATCH, Samples};

/// As in the server: another one gives back what a batch took, and takes it anew.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() {
    let mut criterion = cpu_time::criterion();
    let samples = Samples::new();
    let paid = samples.fed();
    let refunding = decided(&paid, &samples.refunds());
    let received = decided(&refunding, &samples.callbacks());
    let none = WorkingSet::default();

    measure(&mut criterion, "feed, 1 order", &none, &samples.feed());
    measure(
        &mut criterion,
        "refund, 1 ticket",
        &paid,
        &samples.refunds(),
    );
    measure(
        &mut criterion,
        "receive a callback",
        &refunding,
        &samples.callbacks(),
    );
    measure(
        &mut criterion,
        "receive it again",
        &received,
        &samples.callbacks(),
    );
    measure(
        &mut criterion,
        "apply a callback",
        &received,
        &samples.applications(),
    );
    for items in [1, 20] {
        let name = format!("Douyin notice of {items}");
        measure(&mut criterion, &name, &none, &samples.douyin(items));
    }
    for items in [1, 10] {
        let name = format!("Taoxianda notice of {items}");
        measure(&mut criterion, &name, &none, &samples.taoxianda(items));
    }
    criterion.final_summary();
}

fn context() -> Context {
    Context {
        now: Timestamp::from_micros(1_767_225_600_000_000),
        recovery: RecoveryPolicy {
            grace: Duration::from_secs(5),
            max_attempts: 12,
        },
    }
}

/// The rows after the commands, none of which is refused.
fn decided<C: Command>(rows: &WorkingSet, commands: &[C]) -> WorkingSet {
    let mut rows = rows.clone();
    decide(&mut rows, commands);
    rows
}

fn decide<C: Command>(rows: &mut WorkingSet, commands: &[C]) {
    let context = context();
    for command in commands {
        assert!(command.decide(rows, &context).is_ok());
    }
}

/// A batch of commands against rows of their own each time.
fn measure<C: Command>(
    criterion: &mut Criterion<CpuTime>,
    name: &str,
    rows: &WorkingSet,
    commands: &[C],
) {
    let mut group = criterion.benchmark_group("domain");
    group.throughput(Throughput::Elements(BATCH));
    group.bench_function(name, |bencher| {
        bencher.iter_batched_ref(
            || rows.clone(),
            |rows| decide(rows, commands),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}
