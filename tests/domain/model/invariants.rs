//! What holds whatever comes, told without the reference.

use std::collections::BTreeSet;

use refund_gateway::domain::{
    callback::CallbackState,
    money::Fen,
    order::{OrderState, TradeKey},
    reason::Reason,
    transition::{FeedContext, FeedVerdict},
    working_set::WorkingSet,
};

use crate::transitions::expected_by_feed;

use super::step::{Step, Verdict};

/// What holds of everything that is stored.
pub(super) fn assert_hold(rows: &WorkingSet) {
    money(rows);
    callbacks(rows);
    notices(rows);
}

fn money(rows: &WorkingSet) {
    for payment in rows.payments.iter() {
        let committed = payment.refunded.checked_add(payment.pending);
        assert!(
            committed.is_some_and(|committed| committed <= payment.paid),
            "more is refunded and pending than was paid: {payment:?}"
        );
        let waiting = rows
            .applications_of(&payment.trandeno)
            .filter(|application| application.handled.is_none());
        let waiting: Fen = waiting.map(|application| application.amount).sum();
        assert_eq!(payment.pending, waiting, "{payment:?}");
    }
    for order in rows.orders.iter() {
        let waiting = rows.applications.iter().filter(|application| {
            application.order_id == order.order_id && application.handled.is_none()
        });
        assert_eq!(count(waiting), order.pending_applications, "{order:?}");
    }
    for refund in rows.refunds.iter() {
        let applications = rows.applications.iter();
        let of_refund: Vec<_> = applications
            .filter(|application| {
                application.order_id == refund.order_id && application.key.batchno == refund.batchno
            })
            .collect();
        let amount: Fen = of_refund.iter().map(|each| each.amount).sum();
        assert_eq!(amount, refund.amount, "{refund:?}");
    }
}

/// An effect for every applied callback, and an applied callback for every
/// effect, of one and the same amount.
fn callbacks(rows: &WorkingSet) {
    let applied = rows
        .callbacks
        .iter()
        .filter(|callback| callback.state == CallbackState::Applied);
    let told: BTreeSet<(&TradeKey, Fen)> = applied.map(|c| (&c.key, c.refundmoney)).collect();
    let handled = rows.applications.iter().filter_map(|application| {
        let handled = application.handled?;
        Some((&application.key, handled.amount))
    });
    assert_eq!(told, handled.collect());
    for callback in rows.callbacks.iter() {
        let applied = callback.state == CallbackState::Applied;
        assert_eq!(callback.applied_at.is_some(), applied, "{callback:?}");
        // Only what is missing may still come to one that needs attention.
        let due = callback.next_attempt_at.is_some();
        let may_be_due = match callback.state {
            CallbackState::Received => true,
            CallbackState::NeedsAttention => {
                due && callback.reason == Some(Reason::RefundApplicationNotFound)
            }
            CallbackState::Applied | CallbackState::Resolved => false,
        };
        assert_eq!(due, may_be_due, "{callback:?}");
    }
}

/// The notice in force took effect when it came, and the history is complete.
fn notices(rows: &WorkingSet) {
    for notice in rows.douyin_notices.iter() {
        let certificate = &notice.content.certificate_id;
        let key = |number| (notice.order_id.clone(), certificate.clone(), number);
        let entries: Vec<_> = (1..=notice.history_length)
            .map(|number| rows.douyin_history.get(&key(number)).expect("no gap"))
            .collect();
        let latest = entries.iter().rev().find(|entry| entry.took_effect);
        let latest = latest.expect("the one in force has an entry");
        assert_eq!(latest.content, notice.content);
        assert_eq!(latest.received_at, notice.received_at);
        if !notice.content.is_decided() {
            let took_effect = |decided: bool| {
                let mut effective = entries.iter().filter(|entry| entry.took_effect);
                effective.any(|entry| entry.content.is_decided() == decided)
            };
            assert!(!took_effect(true), "a decision was undone: {notice:?}");
        }
    }
}

/// What holds of one step.
pub(super) fn assert_step(step: &Step, verdict: &Verdict, before: &WorkingSet, after: &WorkingSet) {
    if matches!(verdict, Verdict::Refused(_)) {
        refusal_changes_nothing(step, before, after);
    }
    for order in after.orders.iter() {
        let was = before.orders.get(&order.order_id);
        if let Some(was) = was.filter(|was| was.state != order.state) {
            let context = FeedContext {
                closed_by_refund: was.closed_by_refund,
                has_pending_applications: order.pending_applications > 0,
            };
            assert!(
                is_transition(step, &order.order_id, was.state, order.state, context),
                "{was:?} to {order:?} by {step:?}"
            );
        }
    }
}

fn refusal_changes_nothing(step: &Step, before: &WorkingSet, after: &WorkingSet) {
    if !matches!(step, Step::Apply(_)) {
        assert_eq!(before, after);
        return;
    }
    // Callbacks remember why, and tell operators.
    assert_eq!(before.orders, after.orders);
    assert_eq!(before.payments, after.payments);
    assert_eq!(before.tickets, after.tickets);
    assert_eq!(before.refunds, after.refunds);
    assert_eq!(before.applications, after.applications);
}

fn is_transition(
    step: &Step,
    order_id: &str,
    from: OrderState,
    to: OrderState,
    context: FeedContext,
) -> bool {
    match step {
        Step::Feed(orders) => orders.iter().any(|fed| {
            fed.order == order_id
                && fed.state == to
                && expected_by_feed(from, to, context) == FeedVerdict::Take
        }),
        Step::Refund(_) => from.is_refundable() && to == OrderState::ThirdPartyRefunding,
        Step::Apply(_) | Step::Replay(_) => {
            let closes = (OrderState::ThirdPartyRefunding, OrderState::Closed);
            (from, to) == closes && !context.has_pending_applications
        }
        _ => false,
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> i32 {
    i32::try_from(items.count()).expect("few")
}
