//! The order feed: how internal systems tell of orders, payments and tickets.

mod input;
mod merge;

pub use input::{RawApplication, RawOrder, RawPayment, RawTicket};

use smol_str::SmolStr;

use super::{
    command::{Command, Context, Keys},
    money::Fen,
    order::{OrderState, TicketState, TradeKey},
    reason::Refusal,
    working_set::WorkingSet,
};

/// Adds orders or brings known ones up to date: all of them, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedOrders {
    orders: Vec<FedOrder>,
}

/// One order as the feed tells of it, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FedOrder {
    order_id: SmolStr,
    state: OrderState,
    version: i64,
    agent: Option<SmolStr>,
    payments: Vec<FedPayment>,
    tickets: Vec<FedTicket>,
    applications: Vec<FedApplication>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct FedPayment {
    trandeno: SmolStr,
    paid: Fen,
    refunded: Fen,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct FedTicket {
    ticketid: SmolStr,
    price: Fen,
    gate_credential_issued: bool,
    state: TicketState,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct FedApplication {
    key: TradeKey,
    amount: Fen,
}

/// What became of one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedResult {
    /// The order.
    pub order_id: SmolStr,
    /// What happened.
    pub outcome: FeedOutcome,
    /// The order's state now.
    pub state: OrderState,
    /// The stored version now.
    pub version: i64,
}

/// What a feed did to one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOutcome {
    /// The order was new.
    Created,
    /// The order was brought up to date.
    Updated,
    /// The same version was stored before.
    Unchanged,
    /// A newer version is stored.
    Stale,
}

/// What became of every order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fed {
    /// One result per order, in the order of the request.
    pub results: Vec<FeedResult>,
    /// Callbacks that waited for what the feed brought are due now.
    pub woke_callbacks: bool,
}

impl FeedOrders {
    /// The first order of the request.
    #[must_use]
    pub fn first_order_id(&self) -> &str {
        self.orders
            .first()
            .map_or("", |order| order.order_id.as_str())
    }
}

impl Command for FeedOrders {
    type Outcome = Fed;

    fn keys(&self, keys: &mut Keys) {
        for order in &self.orders {
            keys.orders.insert(order.order_id.clone());
            for payment in &order.payments {
                keys.trades.insert(payment.trandeno.clone());
                keys.callbacks.insert(payment.trandeno.clone());
            }
            for application in &order.applications {
                keys.callbacks.insert(application.key.trandeno.clone());
            }
        }
    }

    fn decide(&self, rows: &mut WorkingSet, context: &Context) -> Result<Fed, Refusal> {
        // No order and no payment is named twice, so each can be merged by
        // itself before any of them is written.
        let merged = self
            .orders
            .iter()
            .enumerate()
            .map(|(index, order)| merge::merge(order, index, rows, context))
            .collect::<Result<Vec<_>, _>>()?;
        let mut fed = Fed {
            results: Vec::with_capacity(merged.len()),
            woke_callbacks: false,
        };
        for merged in merged {
            fed.woke_callbacks |= merged.write(rows, context);
            fed.results.push(merged.into_result());
        }
        Ok(fed)
    }
}
