//! Callbacks of the e-payment platform.

use std::collections::BTreeSet;

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};

use crate::{
    domain::{
        callback::{Callback, CallbackState, Conflict, ConflictKey},
        money::Fen,
        order::TradeKey,
        reason::Reason,
        timestamp::Timestamp,
    },
    store::schema::{
        epay_callback_batches, epay_callback_conflicts, epay_callbacks, epay_callbacks_open,
    },
};

use super::BadValue;

/// A row of `epay_callbacks`.
#[derive(AsChangeset, Insertable, Queryable, Selectable)]
#[diesel(table_name = epay_callbacks, primary_key(trandeno, batchno))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(in crate::store) struct CallbackRow {
    pub trandeno: String,
    pub batchno: String,
    pub refundmoney_fen: i64,
    pub state: String,
    pub reason: Option<String>,
    pub attempts: i32,
    pub received_at_us: i64,
    pub applied_at_us: Option<i64>,
    pub next_attempt_at_us: Option<i64>,
    pub revision: i64,
}

impl TryFrom<CallbackRow> for Callback {
    type Error = BadValue;

    fn try_from(row: CallbackRow) -> Result<Self, BadValue> {
        let bad = |column, value| BadValue::new("epay_callbacks", column, value);
        let state = CallbackState::from_name(&row.state).ok_or_else(|| bad("state", row.state))?;
        let reason = match row.reason {
            None => None,
            Some(name) => Some(Reason::from_name(&name).ok_or_else(|| bad("reason", name))?),
        };
        Ok(Self {
            key: TradeKey::new(row.trandeno, row.batchno),
            refundmoney: Fen::from_stored(row.refundmoney_fen),
            state,
            reason,
            attempts: row.attempts,
            received_at: Timestamp::from_micros(row.received_at_us),
            applied_at: row.applied_at_us.map(Timestamp::from_micros),
            next_attempt_at: row.next_attempt_at_us.map(Timestamp::from_micros),
            revision: row.revision,
        })
    }
}

impl From<&Callback> for CallbackRow {
    fn from(callback: &Callback) -> Self {
        Self {
            trandeno: callback.key.trandeno.to_string(),
            batchno: callback.key.batchno.to_string(),
            refundmoney_fen: callback.refundmoney.as_i64(),
            state: callback.state.as_str().to_owned(),
            reason: callback.reason.map(|reason| reason.as_str().to_owned()),
            attempts: callback.attempts,
            received_at_us: callback.received_at.as_micros(),
            applied_at_us: callback.applied_at.map(Timestamp::as_micros),
            next_attempt_at_us: callback.next_attempt_at.map(Timestamp::as_micros),
            revision: callback.revision,
        }
    }
}

/// A row of `epay_callbacks_open`.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = epay_callbacks_open, primary_key(trandeno, batchno))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(in crate::store) struct OpenRow {
    pub trandeno: String,
    pub batchno: String,
    pub state: &'static str,
    pub received_at_us: i64,
    pub next_attempt_at_us: Option<i64>,
}

impl From<&Callback> for OpenRow {
    fn from(callback: &Callback) -> Self {
        Self {
            trandeno: callback.key.trandeno.to_string(),
            batchno: callback.key.batchno.to_string(),
            state: callback.state.as_str(),
            received_at_us: callback.received_at.as_micros(),
            next_attempt_at_us: callback.next_attempt_at.map(Timestamp::as_micros),
        }
    }
}

/// A row of `epay_callback_batches`.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = epay_callback_batches)]
pub(in crate::store) struct BatchRow {
    pub batch_id: String,
    pub due_at_us: i64,
    pub received_at_us: i64,
    pub callback_count: i32,
    pub callbacks: String,
}

impl BatchRow {
    /// A batch of callbacks that are all in the same state of things: just saved.
    pub(in crate::store) fn new(batch_id: String, callbacks: &[&Callback]) -> Self {
        let micros = |time: Option<Timestamp>| time.map_or(0, Timestamp::as_micros);
        let due = callbacks.iter().filter_map(|it| it.next_attempt_at).max();
        let received = callbacks.iter().map(|it| it.received_at).min();
        let keys: Vec<_> = callbacks
            .iter()
            .map(|it| (it.key.trandeno.as_str(), it.key.batchno.as_str()))
            .collect();
        Self {
            batch_id,
            due_at_us: micros(due),
            received_at_us: micros(received),
            callback_count: i32::try_from(keys.len()).unwrap_or(i32::MAX),
            // Pairs of strings are always JSON.
            callbacks: serde_json::to_string(&keys).unwrap_or_default(),
        }
    }

    /// The keys of its callbacks.
    pub(in crate::store) fn keys(&self) -> Result<BTreeSet<TradeKey>, BadValue> {
        let keys: Vec<(String, String)> = serde_json::from_str(&self.callbacks)
            .map_err(|_| BadValue::new("epay_callback_batches", "callbacks", &*self.callbacks))?;
        let key = |(trandeno, batchno)| TradeKey::new(trandeno, batchno);
        Ok(keys.into_iter().map(key).collect())
    }
}

/// A row of `epay_callback_conflicts`.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = epay_callback_conflicts)]
pub(in crate::store) struct ConflictRow {
    pub trandeno: String,
    pub batchno: String,
    pub refundmoney_fen: i64,
    pub received_at_us: i64,
}

impl From<ConflictRow> for Conflict {
    fn from(row: ConflictRow) -> Self {
        Self {
            key: ConflictKey {
                callback: TradeKey::new(row.trandeno, row.batchno),
                refundmoney: Fen::from_stored(row.refundmoney_fen),
            },
            received_at: Timestamp::from_micros(row.received_at_us),
        }
    }
}

impl From<&Conflict> for ConflictRow {
    fn from(conflict: &Conflict) -> Self {
        Self {
            trandeno: conflict.key.callback.trandeno.to_string(),
            batchno: conflict.key.callback.batchno.to_string(),
            refundmoney_fen: conflict.key.refundmoney.as_i64(),
            received_at_us: conflict.received_at.as_micros(),
        }
    }
}
