//! The order feed.

mod additions;
mod contradictions;
mod kept;
mod transitions;
mod versions;

use refund_gateway::proto::v1::{OrderState, UpsertOrderResult, UpsertOutcome};

/// What a feed is told of an order.
fn told(
    orderid: &str,
    outcome: UpsertOutcome,
    state: OrderState,
    version: i64,
) -> UpsertOrderResult {
    UpsertOrderResult {
        orderid: orderid.into(),
        outcome: outcome.into(),
        state: state.into(),
        version,
    }
}
