//! What the gateway does, proved through its public surface: the generated
//! client, over a real socket, on PostgreSQL and on SQLite.
//!
//! PostgreSQL comes from `scripts/with-postgres`; `scripts/test` runs it all.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

#[macro_use]
mod support;

mod concurrency;
mod program;
mod server;
