//! refund-gateway: the one place where every refund signal lands.

mod accept;
pub mod cli;
pub mod config;
pub mod domain;
pub mod engine;
pub mod error;
pub mod grpc;
pub mod http;
pub mod in_flight;
pub mod legacy;
pub mod metrics;
pub mod partners;
pub mod peers;
pub mod proto;
pub mod server;
pub mod server_span;
pub mod sidecar;
pub mod store;
pub mod telemetry;
pub mod trace_id;
pub mod traces;
