//! What the scenes send.

use crate::proto::v1::{Decimal, Order, OrderState, Payment, RefundParm, Ticket};

/// A decimal.
pub(super) fn decimal(value: &str) -> Decimal {
    let value = value.to_owned();
    Decimal { value }
}

/// A paid order in its first version. Its payments are `ORDER-p1`, `ORDER-p2`,
/// …, its tickets `ORDER-t1`, `ORDER-t2`, ….
pub(super) fn order(orderid: &str, paid: &[&str], prices: &[&str]) -> Order {
    let payments = (1..).zip(paid).map(|(number, paid)| Payment {
        trandeno: format!("{orderid}-p{number}"),
        paid: Some(decimal(paid)),
        ..Payment::default()
    });
    let tickets = (1..).zip(prices).map(|(number, price)| Ticket {
        ticketid: format!("{orderid}-t{number}"),
        price: Some(decimal(price)),
        ..Ticket::default()
    });
    Order {
        orderid: orderid.to_owned(),
        state: OrderState::Paid.into(),
        version: 1,
        payments: payments.collect(),
        tickets: tickets.collect(),
        ..Order::default()
    }
}

/// To be refunded in full.
pub(super) fn full() -> Order {
    order("full", &["30.00"], &["10", "10", "10"])
}

/// To be refunded in part. Its last ticket has opened a gate.
pub(super) fn part() -> Order {
    let mut order = order("part", &["30.00"], &["10", "10", "10"]);
    if let Some(ticket) = order.tickets.last_mut() {
        ticket.gate_credential_issued = true;
    }
    order
}

/// Paid by two payments.
pub(super) fn pair() -> Order {
    order("pair", &["12.00", "8.00"], &["20"])
}

/// To be settled while it is being refunded.
pub(super) fn settled() -> Order {
    order("settled", &["18.80"], &["18.8"])
}

/// A request to refund every ticket of an order.
pub(super) fn refund_all(orderid: &str) -> RefundParm {
    RefundParm {
        orderid: orderid.to_owned(),
        refundallticket: "1".to_owned(),
        ..RefundParm::default()
    }
}

/// A request to refund some tickets of an order.
pub(super) fn refund_tickets(orderid: &str, ticketids: &[&str]) -> RefundParm {
    RefundParm {
        orderid: orderid.to_owned(),
        refundallticket: "0".to_owned(),
        ticketids: ticketids.iter().map(|&id| id.to_owned()).collect(),
        ..RefundParm::default()
    }
}
