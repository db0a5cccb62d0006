//! The surface that partners of the old server know, as they meet it: over
//! HTTP, from the bytes of their requests to those of their answers.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]
#![expect(unreachable_pub, reason = "the parts of a test are not a library")]

mod access;
mod away;
mod bad_input;
mod client_wire;
mod gateway;
mod hawk;
mod hawk_recorded;
mod help;
mod judge;
mod newtonsoft;
mod output;
mod peers;
mod recorded;
mod sign;
mod support;
mod tls;
mod upstream;
mod vectors;
mod wire;
