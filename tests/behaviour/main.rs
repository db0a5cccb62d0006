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
#![expect(unreachable_pub, reason = "nobody reaches into a test")]

#[macro_use]
mod support;

mod bad_input;
mod callbacks;
mod concurrency;
mod douyin;
mod http;
mod operations;
mod orders;
mod partner_auth;
mod program;
mod recovery;
mod refunds;
mod server;
mod taoxianda;
mod traces;
mod wire;
