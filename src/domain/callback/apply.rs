//! Transaction 2: a saved callback takes effect.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use smol_str::{SmolStr, ToSmolStr as _};

use crate::domain::{
    audit::{EventKind, Stream},
    command::{Command, Context, Keys},
    money::Fen,
    order::{Application, Handled, Order, OrderState, Payment, TradeKey},
    reason::{Reason, Refusal},
    transition::{self, Trigger},
    working_set::WorkingSet,
};

use super::{Callback, CallbackState};

/// The first delay before a callback is tried again; doubled each time.
const FIRST_RETRY_DELAY: Duration = Duration::from_secs(1);
/// The longest delay before a callback is tried again.
const MAX_RETRY_DELAY: Duration = Duration::from_mins(10);

/// How many doublings ahead the looks at a callback without its application
/// begin: the first comes after a minute. Few feeds cross a callback.
const UNHURRIED: i32 = 6;

/// Applies a saved callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplyCallback {
    /// The callback's key.
    pub key: TradeKey,
}

impl ApplyCallback {
    /// As [`Command::keys`], for a callback that has just been saved.
    pub fn keys_once_saved(&self, saved: Callback, keys: &mut Keys) {
        keys.trades.insert(self.key.trandeno.clone());
        keys.saved_callbacks.push(saved);
    }
}

/// What applying a callback did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// It had been applied or resolved before; nothing was done.
    pub repeated: bool,
    /// Where the callback stands.
    pub state: CallbackState,
    /// The order of its payment, if known.
    pub order: Option<(SmolStr, OrderState)>,
    /// The amount differs from the one applied for.
    pub amount_differs: bool,
}

impl Command for ApplyCallback {
    type Outcome = Applied;

    fn keys(&self, keys: &mut Keys) {
        keys.callbacks.insert(self.key.trandeno.clone());
        keys.trades.insert(self.key.trandeno.clone());
    }

    fn decide(&self, rows: &mut WorkingSet, context: &Context) -> Result<Applied, Refusal> {
        let Some(callback) = rows.callbacks.get(&self.key) else {
            return Err(not_found(&self.key));
        };
        if matches!(
            callback.state,
            CallbackState::Applied | CallbackState::Resolved
        ) {
            return Ok(applied(rows, callback, true));
        }
        match effect(rows, callback) {
            Ok(effect) => Ok(take_effect(rows, &effect, context)),
            Err(refusal) => {
                remember(rows, &self.key, refusal.reason, context);
                Err(refusal)
            }
        }
    }
}

/// No callback was saved under the key.
pub(super) fn not_found(key: &TradeKey) -> Refusal {
    Refusal::new(
        Reason::CallbackNotFound,
        format!(
            "no callback is stored for batchno {} and trandeno {}",
            key.batchno, key.trandeno
        ),
    )
}

/// What a callback is going to do, all of it checked.
struct Effect {
    key: TradeKey,
    order_id: SmolStr,
    applied_for: Fen,
    actual: Fen,
}

fn effect(rows: &WorkingSet, callback: &Callback) -> Result<Effect, Refusal> {
    let TradeKey { trandeno, batchno } = &callback.key;
    let Some(payment) = rows.payments.get(trandeno) else {
        return Err(Refusal::new(
            Reason::PaymentNotFound,
            format!("payment {trandeno} is not known yet; the callback is kept"),
        ));
    };
    let application = rows.applications.get(&callback.key);
    let order = rows.orders.get(&payment.order_id);
    let (Some(application), Some(order)) = (application, order) else {
        return Err(Refusal::new(
            Reason::RefundApplicationNotFound,
            format!(
                "batch {batchno} has no refund application for payment {trandeno}; the callback is kept"
            ),
        ));
    };
    if application.handled.is_some() {
        return Err(Refusal::new(
            Reason::RefundApplicationHandled,
            format!("the application of batch {batchno} for payment {trandeno} is handled already"),
        ));
    }
    within_payment(payment, application.amount, callback.refundmoney)?;
    allowed_by(order)?;
    Ok(Effect {
        key: callback.key.clone(),
        order_id: order.order_id.clone(),
        applied_for: application.amount,
        actual: callback.refundmoney,
    })
}

/// What other applications wait for is not the callback's to take.
fn within_payment(payment: &Payment, applied_for: Fen, actual: Fen) -> Result<(), Refusal> {
    let left = payment
        .paid
        .saturating_sub(payment.refunded)
        .saturating_sub(payment.pending.saturating_sub(applied_for));
    if actual > left {
        return Err(Refusal::new(
            Reason::CallbackExceedsPayment,
            format!(
                "refundmoney {actual} is above the {left} yuan that is left of payment {}",
                payment.trandeno
            ),
        ));
    }
    Ok(())
}

/// The table of transitions leaves no way back to an unpaid order; should one
/// come up all the same, somebody has to look.
fn allowed_by(order: &Order) -> Result<(), Refusal> {
    if order.state == OrderState::Unpaid {
        return Err(Refusal::new(
            Reason::OrderStateForbidsCallback,
            format!("order {} is not paid", order.order_id),
        ));
    }
    Ok(())
}

fn take_effect(rows: &mut WorkingSet, effect: &Effect, context: &Context) -> Applied {
    if let Some(application) = rows.applications.get_mut(&effect.key) {
        application.handled = Some(Handled {
            amount: effect.actual,
            at: context.now,
        });
    }
    if let Some(payment) = rows.payments.get_mut(&effect.key.trandeno) {
        payment.pending = payment.pending.saturating_sub(effect.applied_for);
        payment.refunded = payment
            .refunded
            .checked_add(effect.actual)
            .unwrap_or(Fen::MAX);
    }
    if let Some(order) = rows.orders.get_mut(&effect.order_id) {
        settle_application(order);
    }
    if let Some(callback) = rows.callbacks.get_mut(&effect.key) {
        callback.state = CallbackState::Applied;
        callback.reason = None;
        callback.attempts += 1;
        callback.applied_at = Some(context.now);
        callback.next_attempt_at = None;
        callback.revision += 1;
    }
    record(rows, effect, context);
    Applied {
        repeated: false,
        state: CallbackState::Applied,
        order: order_of(rows, &effect.key),
        amount_differs: effect.actual != effect.applied_for,
    }
}

fn settle_application(order: &mut Order) {
    order.pending_applications -= 1;
    if order.pending_applications == 0 {
        let before = order.state;
        order.state = transition::after(before, Trigger::AllHandled);
        order.closed_by_refund |= order.state == OrderState::Closed && before != OrderState::Closed;
    }
}

fn record(rows: &mut WorkingSet, effect: &Effect, context: &Context) {
    let mut attributes = vec![
        ("batchno", effect.key.batchno.clone()),
        ("trandeno", effect.key.trandeno.clone()),
        ("amount", effect.actual.to_smolstr()),
    ];
    if effect.actual != effect.applied_for {
        attributes.push(("applied_for", effect.applied_for.to_smolstr()));
    }
    if let Some((_, state)) = order_of(rows, &effect.key) {
        attributes.push(("state", state.as_str().into()));
    }
    let stream = Stream::Order(effect.order_id.clone());
    rows.record(stream, context.now, EventKind::CallbackApplied, attributes);
}

/// Keeps why the callback was not applied, and when to try it again.
fn remember(rows: &mut WorkingSet, key: &TradeKey, reason: Reason, context: &Context) {
    let Some(callback) = rows.callbacks.get_mut(key) else {
        return;
    };
    let news = callback.reason != Some(reason);
    callback.attempts = callback.attempts.saturating_add(1);
    callback.reason = Some(reason);
    callback.revision += 1;
    let before = callback.state;
    // The feed wakes what waits for it, unless the two cross: so what is missing
    // is looked for again. A payment is waited for; an application should have
    // been there first.
    let may_come = matches!(
        reason,
        Reason::PaymentNotFound | Reason::RefundApplicationNotFound
    ) && callback.attempts < context.recovery.max_attempts;
    let tries = if reason == Reason::PaymentNotFound {
        callback.attempts
    } else {
        callback.attempts.saturating_add(UNHURRIED)
    };
    let delay = retry_delay(key, tries);
    callback.next_attempt_at = may_come.then(|| context.now.after(delay));
    if may_come && reason == Reason::PaymentNotFound {
        callback.state = CallbackState::Received;
        return;
    }
    callback.state = CallbackState::NeedsAttention;
    if news || before != CallbackState::NeedsAttention {
        record_attention(rows, key, reason, context);
    }
}

fn record_attention(rows: &mut WorkingSet, key: &TradeKey, reason: Reason, context: &Context) {
    rows.record(
        Stream::Payment(key.trandeno.clone()),
        context.now,
        EventKind::CallbackNeedsAttention,
        vec![
            ("batchno", key.batchno.clone()),
            ("trandeno", key.trandeno.clone()),
            ("reason", reason.as_str().into()),
        ],
    );
}

/// Notes that a try failed for a reason which the rules do not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostponeCallback {
    /// The callback's key.
    pub key: TradeKey,
    /// Another try would fail the same way.
    pub lasting: bool,
}

impl Command for PostponeCallback {
    type Outcome = ();

    fn keys(&self, keys: &mut Keys) {
        keys.callbacks.insert(self.key.trandeno.clone());
    }

    fn decide(&self, rows: &mut WorkingSet, context: &Context) -> Result<(), Refusal> {
        let Some(callback) = rows.callbacks.get_mut(&self.key) else {
            return Err(not_found(&self.key));
        };
        if callback.next_attempt_at.is_none() {
            return Ok(());
        }
        callback.attempts = callback.attempts.saturating_add(1);
        callback.revision += 1;
        if !self.lasting && callback.attempts < context.recovery.max_attempts {
            let delay = retry_delay(&self.key, callback.attempts);
            callback.next_attempt_at = Some(context.now.after(delay));
            return Ok(());
        }
        callback.state = CallbackState::NeedsAttention;
        callback.reason = Some(Reason::RetriesExhausted);
        callback.next_attempt_at = None;
        record_attention(rows, &self.key, Reason::RetriesExhausted, context);
        Ok(())
    }
}

/// Exponential, with a jitter of up to a quarter that is drawn from the key, so
/// that the rules stay free of randomness.
#[must_use]
pub fn retry_delay(key: &TradeKey, attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts.saturating_sub(1))
        .unwrap_or(0)
        .min(20);
    let delay = FIRST_RETRY_DELAY
        .saturating_mul(1 << doublings)
        .min(MAX_RETRY_DELAY);
    let mut hasher = DefaultHasher::new();
    (key, attempts).hash(&mut hasher);
    let quarter = delay / 4;
    let jitter = quarter.saturating_mul((hasher.finish() % 1000) as u32) / 1000;
    delay + jitter
}

fn applied(rows: &WorkingSet, callback: &Callback, repeated: bool) -> Applied {
    let amount_differs = rows
        .applications
        .get(&callback.key)
        .is_some_and(Application::to_reconcile);
    Applied {
        repeated,
        state: callback.state,
        order: order_of(rows, &callback.key),
        amount_differs,
    }
}

fn order_of(rows: &WorkingSet, key: &TradeKey) -> Option<(SmolStr, OrderState)> {
    let payment = rows.payments.get(&key.trandeno)?;
    let order = rows.orders.get(&payment.order_id)?;
    Some((order.order_id.clone(), order.state))
}
