//! What operators do to callbacks. Who did it and why is recorded.

use crate::domain::{
    audit::{EventKind, Stream},
    command::{Command, Context, Keys},
    input::{Checker, NAME_MAX_LENGTH},
    order::TradeKey,
    reason::{Reason, Refusal},
    working_set::WorkingSet,
};

use super::{
    Callback, CallbackState,
    apply::{ApplyCallback, not_found},
    receive::check_key,
};

/// The longest reason that an operator may give.
const REASON_MAX_LENGTH: usize = 1000;

/// Which callback, who and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorAction {
    key: TradeKey,
    operator: String,
    reason: String,
}

impl OperatorAction {
    /// Checks what a caller sent.
    pub fn new(
        batchno: String,
        trandeno: String,
        operator: String,
        reason: String,
    ) -> Result<Self, Refusal> {
        let mut checker = Checker::default();
        check_key(&mut checker, &batchno, &trandeno);
        checker.key("operator", &operator, NAME_MAX_LENGTH);
        checker.required_text("reason", &reason, REASON_MAX_LENGTH);
        checker.finish()?;
        Ok(Self {
            key: TradeKey::new(trandeno, batchno),
            operator,
            reason,
        })
    }

    /// The callback's key.
    #[must_use]
    pub fn key(&self) -> &TradeKey {
        &self.key
    }

    fn record(&self, rows: &mut WorkingSet, kind: EventKind, context: &Context) {
        rows.record(
            Stream::Payment(self.key.trandeno.clone()),
            context.now,
            kind,
            vec![
                ("batchno", self.key.batchno.clone()),
                ("trandeno", self.key.trandeno.clone()),
                ("operator", self.operator.as_str().into()),
                ("reason", self.reason.as_str().into()),
            ],
        );
    }
}

/// Runs transaction 2 of a saved callback once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayCallback(pub OperatorAction);

/// What a replay did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// It was applied before; nothing was done.
    pub repeated: bool,
    /// The callback now.
    pub callback: Callback,
}

impl Command for ReplayCallback {
    type Outcome = Replayed;

    fn keys(&self, keys: &mut Keys) {
        let key = self.0.key.clone();
        ApplyCallback { key }.keys(keys);
    }

    fn decide(&self, rows: &mut WorkingSet, context: &Context) -> Result<Replayed, Refusal> {
        let Self(action) = self;
        let state = match rows.callbacks.get(&action.key) {
            None => return Err(not_found(&action.key)),
            Some(callback) => callback.state,
        };
        if state == CallbackState::Resolved {
            return Err(Refusal::new(
                Reason::CallbackResolved,
                "the callback was resolved by an operator and is never applied again",
            ));
        }
        action.record(rows, EventKind::CallbackReplayed, context);
        let key = action.key.clone();
        // That it cannot be applied is kept in the callback, and is what the
        // operator wants to see.
        let repeated = ApplyCallback { key }
            .decide(rows, context)
            .is_ok_and(|applied| applied.repeated);
        match rows.callbacks.get(&action.key) {
            None => Err(not_found(&action.key)),
            Some(callback) => Ok(Replayed {
                repeated,
                callback: callback.clone(),
            }),
        }
    }
}

/// Takes a callback that was not applied out of the operators' list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolveCallback(pub OperatorAction);

/// What resolving did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// It was resolved before; nothing was done.
    pub repeated: bool,
    /// The callback now.
    pub callback: Callback,
}

impl Command for ResolveCallback {
    type Outcome = Resolved;

    fn keys(&self, keys: &mut Keys) {
        keys.callbacks.insert(self.0.key.trandeno.clone());
    }

    fn decide(&self, rows: &mut WorkingSet, context: &Context) -> Result<Resolved, Refusal> {
        let Self(action) = self;
        let Some(callback) = rows.callbacks.get_mut(&action.key) else {
            return Err(not_found(&action.key));
        };
        let repeated = match callback.state {
            CallbackState::Applied => {
                return Err(Refusal::new(
                    Reason::CallbackApplied,
                    "the callback was applied; there is nothing to resolve",
                ));
            }
            CallbackState::Resolved => true,
            CallbackState::Received | CallbackState::NeedsAttention => {
                callback.state = CallbackState::Resolved;
                callback.next_attempt_at = None;
                callback.revision += 1;
                false
            }
        };
        let callback = callback.clone();
        if !repeated {
            action.record(rows, EventKind::CallbackResolved, context);
        }
        Ok(Resolved { repeated, callback })
    }
}
