//! What the sidecar itself does for a request of a partner, step by step and as
//! a whole. `BENCHMARKS.md` says how to run this and how to read it.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a step that fails is not to be measured"
)]

mod cpu_time;
mod direct;
mod encode;
mod form;
mod hawk;
mod readers;
mod samples;
mod steps;
mod stub;
mod top;
mod whole;
mod writers;

use std::time::Duration;

use cpu_time::CpuTime;
use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .nresamples(10_000)
        .with_measurement(CpuTime)
        .configure_from_args();
    readers::measure(&mut criterion);
    steps::measure(&mut criterion);
    writers::measure(&mut criterion);
    hawk::measure(&mut criterion);
    top::measure(&mut criterion);
    whole::measure(&mut criterion);
    direct::measure(&mut criterion);
    criterion.final_summary();
}
