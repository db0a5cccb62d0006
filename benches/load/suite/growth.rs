//! What more orders do to the cost of a callback.

use std::time::Duration;

use super::{
    bench::{Bench, Measured, Rows},
    figures::Figures,
    table::{Table, micros, number, ratio},
};
use crate::target::Failure;

const NAMES: [&str; 2] = ["bench_small", "bench_large"];

/// The same number of callbacks on any number of orders: as many as the small
/// database has orders that wait for one.
const SHARE: u64 = 2;

/// The fastest of several, which the few callbacks make short.
const ROUNDS: usize = 5;

/// Measures a small database and a large one in turns.
pub(crate) fn measure(
    bench: &Bench,
    orders: [u64; 2],
    figures: &mut Figures,
) -> Result<(), Failure> {
    let mut table = Table::new(
        "Growth: callbacks over gRPC on PostgreSQL, 256 in flight",
        &[
            "orders",
            "server µs",
            "PostgreSQL µs",
            "WAL bytes",
            "time to that of the fewest orders",
        ],
    );
    let mut fastest: [Option<Measured>; 2] = [None, None];
    for (name, orders) in NAMES.into_iter().zip(orders) {
        println!("making {orders} orders");
        bench.postgres.seed(&bench.program, name, orders)?;
    }
    for _ in 0..ROUNDS {
        for (kept, name) in fastest.iter_mut().zip(NAMES) {
            let mut trial = bench.callbacks(Rows::Postgres(name), 256);
            trial.load.warm_up = Duration::ZERO;
            trial.load.limit = orders[0] / SHARE;
            let measured = bench.measure(trial)?;
            if kept
                .as_ref()
                .is_none_or(|kept| cost(&measured) < cost(kept))
            {
                *kept = Some(measured);
            }
        }
    }
    let mut least = None;
    for (measured, orders) in fastest.iter().flatten().zip(orders) {
        let cost = cost(measured);
        let least = *least.get_or_insert(cost);
        let database = measured.database.ok_or("PostgreSQL was measured")?;
        table.row(&[
            orders.to_string(),
            micros(measured.server_time),
            micros(database.time),
            number(database.wal_bytes),
            ratio(cost.as_secs_f64(), least.as_secs_f64()),
        ]);
    }
    figures.add(table);
    Ok(())
}

/// The processor's time for a callback.
fn cost(measured: &Measured) -> Duration {
    measured.server_time + measured.database.map_or(Duration::ZERO, |it| it.time)
}
