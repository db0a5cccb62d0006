//! The append-only record of what happened.

use smol_str::SmolStr;

use super::timestamp::Timestamp;

/// What an event is about; events of one stream are in a total order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// An order, by its number on the partner's side.
    Order(SmolStr),
    /// A payment, by its trade number: what happened to its callbacks apart
    /// from their effect on an order.
    Payment(SmolStr),
}

impl Stream {
    /// The key under which the stream is stored.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Order(order_id) => format!("order/{order_id}"),
            Self::Payment(trandeno) => format!("payment/{trandeno}"),
        }
    }
}

/// The kinds of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// An order became known.
    OrderCreated,
    /// An order was brought up to date by its feed.
    OrderUpdated,
    /// A refund was applied for.
    RefundRequested,
    /// A callback took effect.
    CallbackApplied,
    /// A callback could not be applied and waits.
    CallbackNeedsAttention,
    /// Another amount was received under a callback's key.
    CallbackConflict,
    /// An operator asked for a callback to be run again.
    CallbackReplayed,
    /// An operator dealt with a callback.
    CallbackResolved,
    /// A Douyin notice was received.
    DouyinNotice,
    /// A Taoxianda sub order was received.
    TaoxiandaRefund,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::OrderCreated,
        Self::OrderUpdated,
        Self::RefundRequested,
        Self::CallbackApplied,
        Self::CallbackNeedsAttention,
        Self::CallbackConflict,
        Self::CallbackReplayed,
        Self::CallbackResolved,
        Self::DouyinNotice,
        Self::TaoxiandaRefund,
    ];

    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrderCreated => "ORDER_CREATED",
            Self::OrderUpdated => "ORDER_UPDATED",
            Self::RefundRequested => "REFUND_REQUESTED",
            Self::CallbackApplied => "CALLBACK_APPLIED",
            Self::CallbackNeedsAttention => "CALLBACK_NEEDS_ATTENTION",
            Self::CallbackConflict => "CALLBACK_CONFLICT",
            Self::CallbackReplayed => "CALLBACK_REPLAYED",
            Self::CallbackResolved => "CALLBACK_RESOLVED",
            Self::DouyinNotice => "DOUYIN_NOTICE",
            Self::TaoxiandaRefund => "TAOXIANDA_REFUND",
        }
    }

    /// The kind that was stored under a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What it is about.
    pub stream: Stream,
    /// When it was decided. Strictly increasing within a stream.
    pub recorded_at: Timestamp,
    /// What happened.
    pub kind: EventKind,
    /// The particulars.
    pub attributes: Attributes,
}

/// The particulars of an event, by name.
pub type Attributes = Vec<(&'static str, SmolStr)>;
