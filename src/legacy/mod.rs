//! The compatibility sidecar: the HTTP surface that partners of the old server
//! call, translated onto the contract in `proto/` and nothing else.

pub mod help;
pub mod settings;
pub mod top;
pub mod transport;
pub mod webapi;
