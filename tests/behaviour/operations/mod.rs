//! The operators' and reconcilers' view.

mod found;
mod paging;
mod replay;
mod resolve;
mod timeline;

use std::collections::HashMap;

use refund_gateway::proto::v1::{
    CallbackState, Order, OrderState, TimelineEvent, TimelineEventKind,
};

use crate::support::*;

/// A gateway with a callback of 8 yuan that waits for an operator: `B1` of
/// `T1`, whose order `O1` is not paid.
async fn waiting_for_an_operator(database: &Database) -> Gateway {
    let gateway = Gateway::start(database).await;
    gateway.feed(unpaid()).await;
    gateway.send(callback("B1", "T1", "8")).await.unwrap_err();
    let stored = gateway.callback("B1", "T1").await;
    assert_eq!(stored.state(), CallbackState::NeedsAttention);
    gateway
}

fn unpaid() -> Order {
    Order {
        state: OrderState::Unpaid.into(),
        payments: vec![payment("T1", "8")],
        applications: vec![application("B1", "T1", "8")],
        ..paid_order("O1")
    }
}

/// What the callback waits for.
fn paid() -> Order {
    Order {
        version: 2,
        state: OrderState::Paid.into(),
        ..unpaid()
    }
}

fn kinds(events: &[TimelineEvent]) -> Vec<TimelineEventKind> {
    events.iter().map(TimelineEvent::kind).collect()
}

/// The only event of a kind, which must have these attributes.
fn assert_recorded(events: &[TimelineEvent], kind: TimelineEventKind, expected: &[(&str, &str)]) {
    let of_kind: Vec<_> = events.iter().filter(|event| event.kind() == kind).collect();
    assert_eq!(of_kind.len(), 1, "{kind:?} in {events:?}");
    let expected: HashMap<_, _> = expected
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    assert_eq!(of_kind[0].attributes, expected);
}
