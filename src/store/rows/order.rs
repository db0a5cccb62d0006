//! Orders and what belongs to them.

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};
use smol_str::SmolStr;

use crate::{
    domain::{
        money::Fen,
        order::{
            Application, Handled, Order, OrderPayment, OrderState, Payment, Refund, Ticket,
            TicketState, TradeKey,
        },
        timestamp::Timestamp,
    },
    store::schema::{applications, order_payments, orders, payments, refunds, tickets},
};

use super::BadValue;

/// A row of `orders`.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = orders, primary_key(order_id))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(in crate::store) struct OrderRow {
    pub order_id: String,
    pub state: String,
    pub version: i64,
    pub agent: Option<String>,
    pub pending_applications: i32,
    pub closed_by_refund: bool,
    pub last_event_at_us: i64,
    pub revision: i64,
    pub created_at_us: i64,
}

impl TryFrom<OrderRow> for Order {
    type Error = BadValue;

    fn try_from(row: OrderRow) -> Result<Self, BadValue> {
        let state = OrderState::from_name(&row.state)
            .ok_or_else(|| BadValue::new("orders", "state", row.state))?;
        Ok(Self {
            order_id: row.order_id.into(),
            state,
            version: row.version,
            agent: row.agent.map(SmolStr::from),
            pending_applications: row.pending_applications,
            closed_by_refund: row.closed_by_refund,
            last_event_at: Timestamp::from_micros(row.last_event_at_us),
            revision: row.revision,
            created_at: Timestamp::from_micros(row.created_at_us),
        })
    }
}

impl From<&Order> for OrderRow {
    fn from(order: &Order) -> Self {
        Self {
            order_id: order.order_id.to_string(),
            state: order.state.as_str().to_owned(),
            version: order.version,
            agent: order.agent.as_ref().map(SmolStr::to_string),
            pending_applications: order.pending_applications,
            closed_by_refund: order.closed_by_refund,
            last_event_at_us: order.last_event_at.as_micros(),
            revision: order.revision,
            created_at_us: order.created_at.as_micros(),
        }
    }
}

/// A row of `order_payments`.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = order_payments)]
pub(in crate::store) struct OrderPaymentRow {
    pub order_id: String,
    pub trandeno: String,
    pub position: i32,
}

impl From<OrderPaymentRow> for OrderPayment {
    fn from(row: OrderPaymentRow) -> Self {
        Self {
            order_id: row.order_id.into(),
            trandeno: row.trandeno.into(),
            position: row.position,
        }
    }
}

impl From<&OrderPayment> for OrderPaymentRow {
    fn from(link: &OrderPayment) -> Self {
        Self {
            order_id: link.order_id.to_string(),
            trandeno: link.trandeno.to_string(),
            position: link.position,
        }
    }
}

/// A row of `payments`.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = payments, primary_key(trandeno))]
pub(in crate::store) struct PaymentRow {
    pub trandeno: String,
    pub order_id: String,
    pub paid_fen: i64,
    pub refunded_fen: i64,
    pub pending_fen: i64,
}

impl From<PaymentRow> for Payment {
    fn from(row: PaymentRow) -> Self {
        Self {
            trandeno: row.trandeno.into(),
            order_id: row.order_id.into(),
            paid: Fen::from_stored(row.paid_fen),
            refunded: Fen::from_stored(row.refunded_fen),
            pending: Fen::from_stored(row.pending_fen),
        }
    }
}

impl From<&Payment> for PaymentRow {
    fn from(payment: &Payment) -> Self {
        Self {
            trandeno: payment.trandeno.to_string(),
            order_id: payment.order_id.to_string(),
            paid_fen: payment.paid.as_i64(),
            refunded_fen: payment.refunded.as_i64(),
            pending_fen: payment.pending.as_i64(),
        }
    }
}

/// A row of `tickets`.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = tickets, primary_key(order_id, ticketid))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(in crate::store) struct TicketRow {
    pub order_id: String,
    pub ticketid: String,
    pub position: i32,
    pub price_fen: i64,
    pub gate_credential_issued: bool,
    pub fed_state: String,
    pub batchno: Option<String>,
}

impl TryFrom<TicketRow> for Ticket {
    type Error = BadValue;

    fn try_from(row: TicketRow) -> Result<Self, BadValue> {
        let fed_state = TicketState::from_name(&row.fed_state)
            .ok_or_else(|| BadValue::new("tickets", "fed_state", row.fed_state))?;
        Ok(Self {
            order_id: row.order_id.into(),
            ticketid: row.ticketid.into(),
            position: row.position,
            price: Fen::from_stored(row.price_fen),
            gate_credential_issued: row.gate_credential_issued,
            fed_state,
            batchno: row.batchno.map(SmolStr::from),
        })
    }
}

impl From<&Ticket> for TicketRow {
    fn from(ticket: &Ticket) -> Self {
        Self {
            order_id: ticket.order_id.to_string(),
            ticketid: ticket.ticketid.to_string(),
            position: ticket.position,
            price_fen: ticket.price.as_i64(),
            gate_credential_issued: ticket.gate_credential_issued,
            fed_state: ticket.fed_state.as_str().to_owned(),
            batchno: ticket.batchno.as_ref().map(SmolStr::to_string),
        }
    }
}

/// A row of `refunds`.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = refunds, primary_key(order_id, batchno))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(in crate::store) struct RefundRow {
    pub order_id: String,
    pub batchno: String,
    pub whole_order: bool,
    pub amount_fen: i64,
    pub memory: Option<String>,
    pub requested_at_us: i64,
}

impl From<RefundRow> for Refund {
    fn from(row: RefundRow) -> Self {
        Self {
            order_id: row.order_id.into(),
            batchno: row.batchno.into(),
            whole_order: row.whole_order,
            amount: Fen::from_stored(row.amount_fen),
            memory: row.memory,
            requested_at: Timestamp::from_micros(row.requested_at_us),
        }
    }
}

impl From<&Refund> for RefundRow {
    fn from(refund: &Refund) -> Self {
        Self {
            order_id: refund.order_id.to_string(),
            batchno: refund.batchno.to_string(),
            whole_order: refund.whole_order,
            amount_fen: refund.amount.as_i64(),
            memory: refund.memory.clone(),
            requested_at_us: refund.requested_at.as_micros(),
        }
    }
}

const PENDING: &str = "未办理";
const HANDLED: &str = "已办理";

/// The legacy table's word for where an application stands.
pub(in crate::store) const fn status(application: &Application) -> &'static str {
    match application.handled {
        None => PENDING,
        Some(_) => HANDLED,
    }
}

/// A row of `t_sp_yd_sxf`.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = applications, primary_key(trandeno, batchno))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(in crate::store) struct ApplicationRow {
    pub trandeno: String,
    pub batchno: String,
    pub order_id: String,
    pub amount_fen: i64,
    pub status: String,
    pub actual_fen: Option<i64>,
    pub created_at_us: i64,
    pub handled_at_us: Option<i64>,
}

impl TryFrom<ApplicationRow> for Application {
    type Error = BadValue;

    fn try_from(row: ApplicationRow) -> Result<Self, BadValue> {
        let handled = match (row.status.as_str(), row.actual_fen, row.handled_at_us) {
            (PENDING, None, None) => None,
            (HANDLED, Some(amount), Some(at)) => Some(Handled {
                amount: Fen::from_stored(amount),
                at: Timestamp::from_micros(at),
            }),
            _ => return Err(BadValue::new("t_sp_yd_sxf", "status", row.status)),
        };
        Ok(Self {
            key: TradeKey::new(row.trandeno, row.batchno),
            order_id: row.order_id.into(),
            amount: Fen::from_stored(row.amount_fen),
            handled,
            created_at: Timestamp::from_micros(row.created_at_us),
        })
    }
}

impl From<&Application> for ApplicationRow {
    fn from(application: &Application) -> Self {
        Self {
            trandeno: application.key.trandeno.to_string(),
            batchno: application.key.batchno.to_string(),
            order_id: application.order_id.to_string(),
            amount_fen: application.amount.as_i64(),
            status: status(application).to_owned(),
            actual_fen: application.handled.map(|handled| handled.amount.as_i64()),
            created_at_us: application.created_at.as_micros(),
            handled_at_us: application.handled.map(|handled| handled.at.as_micros()),
        }
    }
}
