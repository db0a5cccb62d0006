//! Orders: as a feed tells of them, and as they are read back.

use super::{
    states::{order_state, ticket_state},
    values::{text, yuan},
};
use crate::{
    domain::{
        feed::{FeedOutcome, FeedResult, RawApplication, RawOrder, RawPayment, RawTicket},
        order::Payment,
    },
    proto::v1,
    store::view::{OrderView, TicketView},
};

impl From<v1::Order> for RawOrder {
    fn from(order: v1::Order) -> Self {
        Self {
            orderid: order.orderid,
            state: order_state(order.state),
            version: order.version,
            agent: order.agent,
            payments: order.payments.into_iter().map(Into::into).collect(),
            tickets: order.tickets.into_iter().map(Into::into).collect(),
            applications: order.applications.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<v1::Payment> for RawPayment {
    fn from(payment: v1::Payment) -> Self {
        Self {
            trandeno: payment.trandeno,
            paid: text(payment.paid),
            refunded: text(payment.refunded),
        }
    }
}

impl From<v1::Ticket> for RawTicket {
    fn from(ticket: v1::Ticket) -> Self {
        Self {
            ticketid: ticket.ticketid,
            price: text(ticket.price),
            gate_credential_issued: ticket.gate_credential_issued,
            state: ticket_state(ticket.state),
        }
    }
}

impl From<v1::RefundApplication> for RawApplication {
    fn from(application: v1::RefundApplication) -> Self {
        Self {
            batchno: application.batchno,
            trandeno: application.trandeno,
            amount: text(application.amount),
        }
    }
}

impl From<FeedResult> for v1::UpsertOrderResult {
    fn from(result: FeedResult) -> Self {
        let outcome = match result.outcome {
            FeedOutcome::Created => v1::UpsertOutcome::Created,
            FeedOutcome::Updated => v1::UpsertOutcome::Updated,
            FeedOutcome::Unchanged => v1::UpsertOutcome::Unchanged,
            FeedOutcome::Stale => v1::UpsertOutcome::Stale,
        };
        Self {
            orderid: result.order_id.into(),
            outcome: outcome.into(),
            state: v1::OrderState::from(result.state).into(),
            version: result.version,
        }
    }
}

impl From<OrderView> for v1::Order {
    fn from(view: OrderView) -> Self {
        Self {
            orderid: view.order.order_id.into(),
            state: v1::OrderState::from(view.order.state).into(),
            version: view.order.version,
            agent: view.order.agent.map(Into::into),
            payments: view.payments.into_iter().map(Into::into).collect(),
            tickets: view.tickets.into_iter().map(Into::into).collect(),
            applications: view.applications.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Payment> for v1::Payment {
    fn from(payment: Payment) -> Self {
        Self {
            trandeno: payment.trandeno.into(),
            paid: Some(yuan(payment.paid)),
            refunded: Some(yuan(payment.refunded)),
            pending: Some(yuan(payment.pending)),
        }
    }
}

impl From<TicketView> for v1::Ticket {
    fn from(view: TicketView) -> Self {
        Self {
            ticketid: view.ticket.ticketid.into(),
            price: Some(yuan(view.ticket.price)),
            gate_credential_issued: view.ticket.gate_credential_issued,
            state: v1::TicketState::from(view.state).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{feed::FeedOrders, money::Fen, order::TicketState};

    fn refused_fields(order: v1::Order) -> Vec<String> {
        let refusal = FeedOrders::new(vec![order.into()]).unwrap_err();
        let violations = refusal.violations.into_iter();
        violations.map(|violation| violation.field).collect()
    }

    #[test]
    fn states_that_the_contract_does_not_know_are_refused_by_name() {
        let ticket = v1::Ticket {
            ticketid: "K1".to_owned(),
            price: Some(yuan(Fen::from_stored(100))),
            state: 99,
            ..Default::default()
        };
        let order = v1::Order {
            orderid: "O1".to_owned(),
            state: 99,
            tickets: vec![ticket],
            ..Default::default()
        };
        let expected = ["orders[0].state", "orders[0].tickets[0].state"];
        assert_eq!(refused_fields(order), expected);
    }

    #[test]
    fn amounts_that_are_absent_differ_from_those_that_are_empty() {
        let payment = |paid: Option<&str>| {
            let paid = paid.map(|value| v1::Decimal {
                value: value.to_owned(),
            });
            RawPayment::from(v1::Payment {
                paid,
                ..Default::default()
            })
        };
        assert_eq!(payment(None).paid, None);
        assert_eq!(payment(Some("")).paid.as_deref(), Some(""));
        assert_eq!(payment(Some("3.00")).paid.as_deref(), Some("3.00"));
    }

    #[test]
    fn a_ticket_without_a_state_is_taken_as_active() {
        let ticket = RawTicket::from(v1::Ticket::default());
        assert_eq!(ticket.state, Some(TicketState::Active));
    }

    #[test]
    fn nothing_refunded_reads_as_zero() {
        let shown = v1::Payment::from(Payment {
            trandeno: "T1".into(),
            order_id: "O1".into(),
            paid: Fen::from_stored(1200),
            refunded: Fen::ZERO,
            pending: Fen::ZERO,
        });
        let value = |amount: Option<v1::Decimal>| amount.unwrap().value;
        assert_eq!(value(shown.paid), "12");
        assert_eq!(value(shown.refunded), "0");
        assert_eq!(value(shown.pending), "0");
    }
}
