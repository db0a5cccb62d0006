//! Short ways to say what the tests send.

use refund_gateway::proto::v1::{
    Decimal, EPayEndRefundSuccessParm, Order, OrderState, Payment, RefundParm, Ticket,
    TicketState, UpsertOrdersRequest,
};

/// A decimal.
pub fn decimal(value: &str) -> Option<Decimal> {
    Some(Decimal {
        value: value.into(),
    })
}

/// A paid order in its first version, without payments and tickets.
pub fn paid_order(orderid: &str) -> Order {
    Order {
        orderid: orderid.into(),
        state: OrderState::Paid.into(),
        version: 1,
        ..Order::default()
    }
}

/// A payment.
pub fn payment(trandeno: &str, paid: &str) -> Payment {
    Payment {
        trandeno: trandeno.into(),
        paid: decimal(paid),
        ..Payment::default()
    }
}

/// A ticket without a gate credential.
pub fn ticket(ticketid: &str, price: &str) -> Ticket {
    Ticket {
        ticketid: ticketid.into(),
        price: decimal(price),
        gate_credential_issued: false,
        state: TicketState::Unspecified.into(),
    }
}

/// A paid order with one payment and tickets that share it equally.
///
/// The payment is `pay-ORDER`, the tickets are `ORDER-1`, `ORDER-2`, …, 10 yuan
/// each.
pub fn simple_order(orderid: &str, tickets: usize) -> Order {
    Order {
        payments: vec![payment(&format!("pay-{orderid}"), &(tickets * 10).to_string())],
        tickets: (1..=tickets)
            .map(|number| ticket(&format!("{orderid}-{number}"), "10"))
            .collect(),
        ..paid_order(orderid)
    }
}

/// A feed of orders.
pub fn upsert(orders: impl IntoIterator<Item = Order>) -> UpsertOrdersRequest {
    UpsertOrdersRequest {
        orders: orders.into_iter().collect(),
    }
}

/// A refund of all tickets.
pub fn refund_all(orderid: &str) -> RefundParm {
    RefundParm {
        orderid: orderid.into(),
        refundallticket: "1".into(),
        ..RefundParm::default()
    }
}

/// A refund of some tickets.
pub fn refund_tickets(orderid: &str, ticketids: &[&str]) -> RefundParm {
    RefundParm {
        orderid: orderid.into(),
        refundallticket: "0".into(),
        ticketids: ticketids.iter().map(|&id| id.into()).collect(),
        ..RefundParm::default()
    }
}

/// A callback.
pub fn callback(batchno: &str, trandeno: &str, refundmoney: &str) -> EPayEndRefundSuccessParm {
    EPayEndRefundSuccessParm {
        batchno: batchno.into(),
        trandeno: trandeno.into(),
        refundmoney: decimal(refundmoney),
    }
}
