//! Callbacks of the e-payment platform.

mod amounts;
mod applied;
mod refused;
mod repeated;
mod waiting;

use refund_gateway::proto::v1::RefundResponse;

use crate::support::*;

/// A gateway with a paid order `O1` of `tickets` tickets at 10 yuan, paid by
/// `pay-O1`, and a refund of the first `refunded` of them.
async fn refunding(
    database: &Database,
    tickets: usize,
    refunded: usize,
) -> (Gateway, RefundResponse) {
    let gateway = Gateway::start(database).await;
    gateway.feed(simple_order("O1", tickets)).await;
    let ids: Vec<_> = (1..=refunded)
        .map(|number| format!("O1-{number}"))
        .collect();
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let refund = gateway.refund(refund_tickets("O1", &ids)).await.unwrap();
    (gateway, refund)
}
