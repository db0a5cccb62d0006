//! What readers ask for, and what they are shown.

use crate::domain::{
    audit::{EventKind, Stream},
    callback::{Callback, CallbackState, Conflict},
    douyin::{HistoryEntry, Notice},
    order::{Application, Order, Payment, Ticket, TicketState},
    timestamp::Timestamp,
};

/// One page of a listing that is ordered by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<K> {
    /// The last key of the page before; none for the first page.
    pub after: Option<K>,
    /// How many items at most.
    pub limit: i64,
}

/// An order with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderView {
    /// The order.
    pub order: Order,
    /// Its payments, in the feed's order.
    pub payments: Vec<Payment>,
    /// Its tickets, in the feed's order.
    pub tickets: Vec<TicketView>,
    /// Its refund applications, in the order of the payments, then by batch number.
    pub applications: Vec<Application>,
}

/// A ticket and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketView {
    /// The ticket.
    pub ticket: Ticket,
    /// Its state now, which depends on the refund it is in.
    pub state: TicketState,
}

/// A callback and what else was received under its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackView {
    /// The callback.
    pub callback: Callback,
    /// Other amounts under the same key, by amount.
    pub conflicts: Vec<Conflict>,
    /// What happened to it besides its effect, oldest first. Empty in lists.
    pub events: Vec<StoredEvent>,
}

/// Which callbacks to list; what is not given does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallbackFilter {
    /// The trade number.
    pub trandeno: Option<String>,
    /// The batch number.
    pub batchno: Option<String>,
    /// The state.
    pub state: Option<CallbackState>,
}

/// A certificate's Douyin notice in force, and its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeView {
    /// The notice in force.
    pub notice: Notice,
    /// Every notice, oldest first.
    pub history: Vec<HistoryEntry>,
}

/// Which Douyin notices to list; what is not given does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeFilter {
    /// The order on Douyin's side.
    pub order_id: Option<String>,
    /// The certificate.
    pub certificate_id: Option<String>,
}

/// Which of Taoxianda's sub orders to list; what is not given does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubOrderFilter {
    /// The shop.
    pub shop_id: Option<String>,
    /// The sub order.
    pub sub_biz_order_id: Option<String>,
    /// The return note.
    pub refund_goods_id: Option<String>,
}

/// An event as it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// What it is about.
    pub stream: Stream,
    /// When it was decided.
    pub recorded_at: Timestamp,
    /// What happened.
    pub kind: EventKind,
    /// The particulars, in the order in which they were recorded.
    pub attributes: Vec<(String, String)>,
}

impl StoredEvent {
    /// A particular of the event.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let named = |(own, _): &&(String, String)| own == name;
        self.attributes
            .iter()
            .find(named)
            .map(|(_, value)| value.as_str())
    }
}

/// How many callbacks are saved and not applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Those that are still to be applied by themselves.
    pub received: u64,
    /// Those that wait for an operator or the order feed.
    pub needs_attention: u64,
    /// When the oldest one arrived that is still to be applied by itself.
    pub oldest_unapplied: Option<Timestamp>,
}
