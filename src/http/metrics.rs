//! `/metrics`: what Prometheus scrapes.

use axum::{
    extract,
    http::{HeaderName, header},
};

use super::State;

/// The version of the text format that the exporter writes.
const TEXT_FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Every metric, in Prometheus's text format.
pub(super) async fn show(
    extract::State(state): extract::State<State>,
) -> ([(HeaderName, &'static str); 1], String) {
    let headers = [(header::CONTENT_TYPE, TEXT_FORMAT)];
    (headers, state.metrics.render())
}
