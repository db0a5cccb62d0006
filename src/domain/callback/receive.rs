//! Transaction 1: saving a callback, alone, so that nothing can lose it.

use smol_str::ToSmolStr as _;

use crate::domain::{
    audit::{EventKind, Stream},
    command::{Command, Context, Keys},
    input::{BATCHNO_MAX_LENGTH, Checker, TRANDENO_MAX_LENGTH},
    money::Fen,
    order::TradeKey,
    reason::Refusal,
    working_set::WorkingSet,
};

use super::{Callback, CallbackState, Conflict, ConflictKey};

/// Saves a callback as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiveCallback {
    key: TradeKey,
    refundmoney: Fen,
}

/// What the arrival of a callback turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// The first under its key.
    First,
    /// The same key and amount came before.
    Repeated,
    /// The same key came before with another amount, which stays in force.
    Conflict {
        /// The amount in force.
        in_force: Fen,
    },
}

impl ReceiveCallback {
    /// Checks what a caller sent; `refundmoney` is in yuan.
    pub fn new(
        batchno: String,
        trandeno: String,
        refundmoney: Option<&str>,
    ) -> Result<Self, Refusal> {
        let mut checker = Checker::default();
        check_key(&mut checker, &batchno, &trandeno);
        let refundmoney = checker.money("refundmoney", refundmoney, Fen::parse_yuan);
        checker.finish()?;
        Ok(Self {
            key: TradeKey::new(trandeno, batchno),
            refundmoney,
        })
    }

    /// The callback's key.
    #[must_use]
    pub fn key(&self) -> &TradeKey {
        &self.key
    }

    /// The amount that came.
    #[must_use]
    pub fn refundmoney(&self) -> Fen {
        self.refundmoney
    }
}

/// Checks the key of a callback.
pub fn check_key(checker: &mut Checker, batchno: &str, trandeno: &str) {
    checker.key("batchno", batchno, BATCHNO_MAX_LENGTH);
    checker.key("trandeno", trandeno, TRANDENO_MAX_LENGTH);
}

impl Command for ReceiveCallback {
    type Outcome = Receipt;

    fn keys(&self, keys: &mut Keys) {
        keys.callbacks.insert(self.key.trandeno.clone());
        keys.conflicts.insert(self.key.trandeno.clone());
    }

    fn decide(&self, rows: &mut WorkingSet, context: &Context) -> Result<Receipt, Refusal> {
        let in_force = match rows.callbacks.get(&self.key) {
            None => {
                rows.callbacks.put(self.key.clone(), self.first(context));
                return Ok(Receipt::First);
            }
            Some(saved) => saved.refundmoney,
        };
        if in_force == self.refundmoney {
            return Ok(Receipt::Repeated);
        }
        self.keep_conflict(rows, in_force, context);
        Ok(Receipt::Conflict { in_force })
    }
}

impl ReceiveCallback {
    fn first(&self, context: &Context) -> Callback {
        Callback {
            key: self.key.clone(),
            refundmoney: self.refundmoney,
            state: CallbackState::Received,
            reason: None,
            attempts: 0,
            received_at: context.now,
            applied_at: None,
            // Transaction 2 follows at once; recovery steps in if it does not.
            next_attempt_at: Some(context.now.after(context.recovery.grace)),
            revision: 1,
        }
    }

    fn keep_conflict(&self, rows: &mut WorkingSet, in_force: Fen, context: &Context) {
        let key = ConflictKey {
            callback: self.key.clone(),
            refundmoney: self.refundmoney,
        };
        if rows.conflicts.get(&key).is_some() {
            return;
        }
        let conflict = Conflict {
            key: key.clone(),
            received_at: context.now,
        };
        rows.conflicts.put(key, conflict);
        rows.record(
            Stream::Payment(self.key.trandeno.clone()),
            context.now,
            EventKind::CallbackConflict,
            vec![
                ("batchno", self.key.batchno.clone()),
                ("trandeno", self.key.trandeno.clone()),
                ("amount", self.refundmoney.to_smolstr()),
                ("amount_in_force", in_force.to_smolstr()),
            ],
        );
    }
}
