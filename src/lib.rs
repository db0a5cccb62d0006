//! refund-gateway: the one place where every refund signal lands.

pub mod config;
pub mod domain;
pub mod engine;
pub mod error;
pub mod metrics;
pub mod proto;
pub mod store;
