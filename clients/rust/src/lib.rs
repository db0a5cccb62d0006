//! Calls the refund gateway: connections with TLS, tokens, deadlines and
//! retries, exact decimals, and errors that say what is wrong.
//!
//! [`Gateway::connect`] gives a client of each service of the contract; messages
//! and clients are those of [`v1`]. See the README for a first program.
#![warn(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod decimal;
mod error;
mod gateway;
mod options;
mod retry;

pub use error::{Failure, RefundError, Violation};
pub use gateway::Gateway;
pub use options::{ConnectError, Options};
pub use {prost_types, rust_decimal, tonic};

/// The messages and clients of the contract, generated from `proto/refund/v1`.
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    reason = "it is generated"
)]
pub mod v1 {
    include!("generated/refund.v1.rs");
}
