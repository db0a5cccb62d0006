//! refund-gateway: the one place where every refund signal lands.

pub mod metrics;
