//! refund-gateway.
fn main() {}
