//! What every command to the gateway has in common.

use std::{collections::BTreeSet, time::Duration};

use smol_str::SmolStr;

use super::{callback::Callback, reason::Refusal, timestamp::Timestamp, working_set::WorkingSet};

/// A command: it names the rows it needs, and decides against them.
///
/// Every command is idempotent by its key, so a batch whose commit was in doubt
/// is simply decided again.
pub trait Command {
    /// What the caller learns when it was not refused.
    type Outcome;

    /// Adds what the command needs to have loaded.
    fn keys(&self, keys: &mut Keys);

    /// Decides against the rows loaded, and changes them.
    ///
    /// A refusal changes nothing, but for callbacks: those remember why they
    /// could not be applied.
    fn decide(&self, rows: &mut WorkingSet, context: &Context) -> Result<Self::Outcome, Refusal>;
}

/// What a decision may know besides the rows.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The time of the transaction.
    pub now: Timestamp,
    /// How callbacks are retried.
    pub recovery: RecoveryPolicy,
}

/// How callbacks that were saved and not applied are retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecoveryPolicy {
    /// How long a saved callback is left to the transaction 2 that follows it.
    pub grace: Duration,
    /// After so many tries a callback needs attention.
    pub max_attempts: i32,
}

/// The keys of the rows that a batch needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Orders to load whole: payments, applications, tickets, refunds.
    pub orders: BTreeSet<SmolStr>,
    /// Trade numbers to load with their payment, its applications, and the
    /// order that the payment belongs to.
    pub trades: BTreeSet<SmolStr>,
    /// Trade numbers to load the callbacks of.
    pub callbacks: BTreeSet<SmolStr>,
    /// Callbacks as they have just been saved: they need not be loaded, unless
    /// somebody turns out to have changed them since.
    pub saved_callbacks: Vec<Callback>,
    /// Trade numbers to load the conflicts of.
    pub conflicts: BTreeSet<SmolStr>,
    /// Douyin orders to load the notices and their history of.
    pub douyin_orders: BTreeSet<SmolStr>,
    /// Taoxianda sub orders (`sub_biz_order_id`) to load.
    pub taoxianda_sub_orders: BTreeSet<SmolStr>,
}

impl Keys {
    /// Whether the same rows are loaded by both.
    #[must_use]
    pub fn load_same(&self, other: &Self) -> bool {
        let Self {
            orders,
            trades,
            callbacks,
            saved_callbacks: _,
            conflicts,
            douyin_orders,
            taoxianda_sub_orders,
        } = self;
        *orders == other.orders
            && *trades == other.trades
            && *callbacks == other.callbacks
            && *conflicts == other.conflicts
            && *douyin_orders == other.douyin_orders
            && *taoxianda_sub_orders == other.taoxianda_sub_orders
    }
}
