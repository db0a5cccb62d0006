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

fn main() {
    let mut criterion = cpu_time::criterion();
    readers::measure(&mut criterion);
    steps::measure(&mut criterion);
    writers::measure(&mut criterion);
    hawk::measure(&mut criterion);
    top::measure(&mut criterion);
    whole::measure(&mut criterion);
    direct::measure(&mut criterion);
    criterion.final_summary();
}
