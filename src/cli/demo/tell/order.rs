//! Orders, and what became of refunds of them.

use super::{amount, counted, listed, outcome, short};
use crate::proto::v1::{
    Order, OrderState, Payment, RefundApplication, RefundResponse, UpsertOrdersResponse,
};

/// What a feed did, in numbers.
pub(in crate::cli::demo) fn fed(response: &UpsertOrdersResponse) -> String {
    let results = response.results.iter();
    counted(results.map(|result| short(result.outcome().as_str_name(), "UPSERT_OUTCOME_")))
}

/// What a refund came to.
pub(in crate::cli::demo) fn refund(response: &RefundResponse) -> String {
    let total = amount(response.amount.as_ref());
    let state = state_name(response.order_state());
    format!("{} {total}, {state}", outcome(response.outcome()))
}

/// The order's state and what it says of its payments.
pub(in crate::cli::demo) fn order(order: &Order) -> String {
    let of_each = |part: fn(&Payment) -> String| {
        let parts: Vec<_> = order.payments.iter().map(part).collect();
        parts.join(" + ")
    };
    let refunded = of_each(|payment| {
        format!(
            "{}/{}",
            amount(payment.refunded.as_ref()),
            amount(payment.paid.as_ref())
        )
    });
    let pending = of_each(|payment| amount(payment.pending.as_ref()).to_owned());
    format!("{}, refunded {refunded}, pending {pending}", state(order))
}

/// The order's state.
pub(in crate::cli::demo) fn state(order: &Order) -> &str {
    state_name(order.state())
}

/// The states of its tickets.
pub(in crate::cli::demo) fn tickets(order: &Order) -> String {
    let state = |state: &str| short(state, "TICKET_STATE_").to_owned();
    let tickets = order.tickets.iter();
    listed(tickets.map(|ticket| state(ticket.state().as_str_name())))
}

/// The order's state, and its applications.
pub(in crate::cli::demo) fn applications(order: &Order) -> String {
    let applications = by_age(order).into_iter().map(|application| {
        let state = application.state().as_str_name();
        let state = short(state, "REFUND_APPLICATION_STATE_");
        format!("{} {state}", amount(application.amount.as_ref()))
    });
    format!("{}, {}", state(order), listed(applications))
}

/// Its applications of which something else became than was applied for.
pub(in crate::cli::demo) fn to_reconcile(order: &Order) -> String {
    let marked = by_age(order).into_iter().filter(|it| it.to_reconcile);
    listed(marked.map(|it| {
        format!(
            "{} became {}",
            amount(it.amount.as_ref()),
            amount(it.actual.as_ref())
        )
    }))
}

pub(super) fn state_name(state: OrderState) -> &'static str {
    short(state.as_str_name(), "ORDER_STATE_")
}

/// Batch numbers of one second are in no order.
fn by_age(order: &Order) -> Vec<&RefundApplication> {
    let mut applications: Vec<_> = order.applications.iter().collect();
    applications.sort_by_key(|application| {
        let created_at = application.created_at.unwrap_or_default();
        (created_at.seconds, created_at.nanos)
    });
    applications
}
