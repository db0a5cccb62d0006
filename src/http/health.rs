//! `/healthz`: whether to send requests here.

use axum::{extract, http::StatusCode};

use super::State;

/// 200 while serving, 503 once the server is being stopped.
pub(super) async fn show(
    extract::State(state): extract::State<State>,
) -> (StatusCode, &'static str) {
    if *state.draining.borrow() {
        (StatusCode::SERVICE_UNAVAILABLE, "draining\n")
    } else {
        (StatusCode::OK, "serving\n")
    }
}
