//! Callbacks of the e-payment platform (source:
//! `POST api/WebInterface/EPay/Refund/EndSingle/Success`): saved by themselves
//! first, then applied.

pub mod apply;
pub mod operator;
pub mod receive;

use super::{money::Fen, order::TradeKey, reason::Reason, timestamp::Timestamp};

/// Where a callback stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallbackState {
    /// Saved, not applied yet.
    Received,
    /// Applied.
    Applied,
    /// Could not be applied; waits for an operator or the order feed.
    NeedsAttention,
    /// An operator has dealt with it.
    Resolved,
}

impl CallbackState {
    /// Every state.
    pub const ALL: [Self; 4] = [
        Self::Received,
        Self::Applied,
        Self::NeedsAttention,
        Self::Resolved,
    ];

    /// The name under which it is stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "RECEIVED",
            Self::Applied => "APPLIED",
            Self::NeedsAttention => "NEEDS_ATTENTION",
            Self::Resolved => "RESOLVED",
        }
    }

    /// The state that was stored under a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// A saved callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// Its key.
    pub key: TradeKey,
    /// The amount in force: the first one received.
    pub refundmoney: Fen,
    /// Where it stands.
    pub state: CallbackState,
    /// Why it is not applied.
    pub reason: Option<Reason>,
    /// How often transaction 2 was tried.
    pub attempts: i32,
    /// When it was saved.
    pub received_at: Timestamp,
    /// When its effect was applied.
    pub applied_at: Option<Timestamp>,
    /// When recovery is to try it; none when there is nothing to try.
    pub next_attempt_at: Option<Timestamp>,
    /// Grows with every change; guards every write.
    pub revision: i64,
}

/// The key of a conflict.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConflictKey {
    /// The callback's key.
    pub callback: TradeKey,
    /// The other amount.
    pub refundmoney: Fen,
}

/// Another amount that was received under a callback's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its key.
    pub key: ConflictKey,
    /// When it was first received.
    pub received_at: Timestamp,
}
