//! Checks of a feed before it meets what is stored.

use std::collections::BTreeSet;

use crate::domain::{
    input::{
        BATCHNO_MAX_LENGTH, Checker, NAME_MAX_LENGTH, ORDER_ID_MAX_LENGTH, TRANDENO_MAX_LENGTH,
    },
    money::Fen,
    order::{OrderState, TicketState, TradeKey},
    reason::Refusal,
};

use super::{FedApplication, FedOrder, FedPayment, FedTicket, FeedOrders};

const MAX_ORDERS: usize = 1000;
const MAX_PAYMENTS: usize = 100;
const MAX_TICKETS: usize = 1000;
const MAX_APPLICATIONS: usize = 100;

/// An order as a caller sent it.
#[derive(Clone, Debug, Default)]
pub struct RawOrder {
    /// The order number.
    pub orderid: String,
    /// Its state, if it is one.
    pub state: Option<OrderState>,
    /// The feed's version.
    pub version: i64,
    /// The partner who owns it.
    pub agent: Option<String>,
    /// Its payments.
    pub payments: Vec<RawPayment>,
    /// Its tickets.
    pub tickets: Vec<RawTicket>,
    /// Refund applications that another system has made.
    pub applications: Vec<RawApplication>,
}

/// A payment as a caller sent it; amounts are in yuan.
#[derive(Clone, Debug, Default)]
pub struct RawPayment {
    /// The trade number.
    pub trandeno: String,
    /// What was paid.
    pub paid: Option<String>,
    /// What was refunded before the gateway knew of it.
    pub refunded: Option<String>,
}

/// A ticket as a caller sent it; amounts are in yuan.
#[derive(Clone, Debug)]
pub struct RawTicket {
    /// The ticket number.
    pub ticketid: String,
    /// The price.
    pub price: Option<String>,
    /// A gate credential was issued.
    pub gate_credential_issued: bool,
    /// Its state, if it is one.
    pub state: Option<TicketState>,
}

/// A refund application as a caller sent it; amounts are in yuan.
#[derive(Clone, Debug, Default)]
pub struct RawApplication {
    /// The batch number.
    pub batchno: String,
    /// The trade number.
    pub trandeno: String,
    /// The amount applied for.
    pub amount: Option<String>,
}

impl FeedOrders {
    /// Checks what a caller sent.
    pub fn new(orders: Vec<RawOrder>) -> Result<Self, Refusal> {
        let mut checker = Checker::default();
        checker.count("orders", orders.len(), 1, MAX_ORDERS);
        let mut seen = Seen::default();
        let orders = orders
            .into_iter()
            .take(MAX_ORDERS)
            .enumerate()
            .map(|(index, order)| check_order(&mut checker, &mut seen, index, order))
            .collect();
        checker.finish()?;
        Ok(Self { orders })
    }
}

/// What a request has named so far: nothing may be named twice, so that the
/// order of the items never matters.
#[derive(Default)]
struct Seen {
    orders: BTreeSet<String>,
    payments: BTreeSet<String>,
    applications: BTreeSet<TradeKey>,
}

fn check_order(checker: &mut Checker, seen: &mut Seen, index: usize, order: RawOrder) -> FedOrder {
    let at = format!("orders[{index}]");
    let field = format!("{at}.orderid");
    checker.key(&field, &order.orderid, ORDER_ID_MAX_LENGTH);
    if !seen.orders.insert(order.orderid.clone()) {
        checker.refuse(field, "must not be named twice");
    }
    if order.state.is_none() {
        checker.refuse(
            format!("{at}.state"),
            "must be one of the states of an order",
        );
    }
    if order.version < 0 {
        checker.refuse(format!("{at}.version"), "must not be negative");
    }
    if let Some(agent) = &order.agent {
        checker.key(&format!("{at}.agent"), agent, NAME_MAX_LENGTH);
    }
    let mut bounded = |name: &str, count: usize, max: usize| {
        checker.count(&format!("{at}.{name}"), count, 0, max);
    };
    bounded("payments", order.payments.len(), MAX_PAYMENTS);
    bounded("tickets", order.tickets.len(), MAX_TICKETS);
    bounded("applications", order.applications.len(), MAX_APPLICATIONS);
    FedOrder {
        order_id: order.orderid.into(),
        state: order.state.unwrap_or(OrderState::Unpaid),
        version: order.version,
        agent: order.agent.map(Into::into),
        payments: check_payments(checker, seen, &at, order.payments),
        tickets: check_tickets(checker, &at, order.tickets),
        applications: check_applications(checker, seen, &at, order.applications),
    }
}

fn check_payments(
    checker: &mut Checker,
    seen: &mut Seen,
    at: &str,
    payments: Vec<RawPayment>,
) -> Vec<FedPayment> {
    let mut check = |(index, payment): (usize, RawPayment)| {
        let at = format!("{at}.payments[{index}]");
        let field = format!("{at}.trandeno");
        checker.key(&field, &payment.trandeno, TRANDENO_MAX_LENGTH);
        if !seen.payments.insert(payment.trandeno.clone()) {
            checker.refuse(field, "must not be named twice");
        }
        let paid = checker.money(
            &format!("{at}.paid"),
            payment.paid.as_deref(),
            Fen::parse_yuan,
        );
        let field = format!("{at}.refunded");
        let refunded = payment.refunded.as_deref().unwrap_or("0");
        let refunded = checker.money(&field, Some(refunded), Fen::parse_yuan_or_zero);
        if refunded > paid {
            checker.refuse(field, "must not be above paid");
        }
        FedPayment {
            trandeno: payment.trandeno.into(),
            paid,
            refunded,
        }
    };
    let bounded = payments.into_iter().take(MAX_PAYMENTS).enumerate();
    bounded.map(&mut check).collect()
}

fn check_tickets(checker: &mut Checker, at: &str, tickets: Vec<RawTicket>) -> Vec<FedTicket> {
    let mut seen = BTreeSet::new();
    let mut check = |(index, ticket): (usize, RawTicket)| {
        let at = format!("{at}.tickets[{index}]");
        let field = format!("{at}.ticketid");
        checker.key(&field, &ticket.ticketid, NAME_MAX_LENGTH);
        if !seen.insert(ticket.ticketid.clone()) {
            checker.refuse(field, "must not be named twice");
        }
        if ticket.state.is_none() {
            checker.refuse(
                format!("{at}.state"),
                "must be one of the states of a ticket",
            );
        }
        FedTicket {
            price: checker.money(
                &format!("{at}.price"),
                ticket.price.as_deref(),
                Fen::parse_yuan,
            ),
            ticketid: ticket.ticketid.into(),
            gate_credential_issued: ticket.gate_credential_issued,
            state: ticket.state.unwrap_or(TicketState::Active),
        }
    };
    let bounded = tickets.into_iter().take(MAX_TICKETS).enumerate();
    bounded.map(&mut check).collect()
}

fn check_applications(
    checker: &mut Checker,
    seen: &mut Seen,
    at: &str,
    applications: Vec<RawApplication>,
) -> Vec<FedApplication> {
    let mut check = |(index, application): (usize, RawApplication)| {
        let at = format!("{at}.applications[{index}]");
        let RawApplication {
            batchno,
            trandeno,
            amount,
        } = application;
        checker.key(&format!("{at}.batchno"), &batchno, BATCHNO_MAX_LENGTH);
        checker.key(&format!("{at}.trandeno"), &trandeno, TRANDENO_MAX_LENGTH);
        let field = format!("{at}.amount");
        let amount = checker.money(&field, amount.as_deref(), Fen::parse_yuan);
        let key = TradeKey::new(trandeno, batchno);
        if !seen.applications.insert(key.clone()) {
            checker.refuse(at, "must not be named twice");
        }
        FedApplication { key, amount }
    };
    let bounded = applications.into_iter().take(MAX_APPLICATIONS).enumerate();
    bounded.map(&mut check).collect()
}
