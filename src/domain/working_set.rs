//! The rows that a batch works on: loaded, changed in memory, written back.

use std::{borrow::Borrow, collections::BTreeMap, ops::RangeBounds, time::Duration};

use smol_str::SmolStr;

use super::{
    audit::{Attributes, Event, EventKind, Stream},
    callback::{Callback, Conflict, ConflictKey},
    douyin::{HistoryEntry, HistoryKey, Notice, NoticeKey},
    order::{Application, Order, OrderPayment, Payment, Refund, Ticket, TradeKey},
    taoxianda::{SubOrder, SubOrderKey},
    timestamp::Timestamp,
};

/// Rows of one table by key, each remembering how it was loaded.
///
/// Ordered, so that every batch writes its rows in the same order.
#[derive(Clone, Debug)]
pub struct Table<K, T> {
    rows: BTreeMap<K, Row<T>>,
}

impl<K: PartialEq, T: Clone + PartialEq> PartialEq for Table<K, T> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl<K: Eq, T: Clone + Eq> Eq for Table<K, T> {}

#[derive(Clone, Debug)]
struct Row<T> {
    loaded: Loaded<T>,
    current: T,
}

/// What the database has.
#[derive(Clone, Debug)]
enum Loaded<T> {
    /// No such row.
    Nothing,
    /// The current one: most rows are never changed, and none is copied before.
    Current,
    /// Another one.
    Other(T),
}

impl<T: Clone> Row<T> {
    fn loaded(&self) -> Option<&T> {
        match &self.loaded {
            Loaded::Nothing => None,
            Loaded::Current => Some(&self.current),
            Loaded::Other(row) => Some(row),
        }
    }

    /// The current row, to be changed.
    fn current_mut(&mut self) -> &mut T {
        if matches!(self.loaded, Loaded::Current) {
            self.loaded = Loaded::Other(self.current.clone());
        }
        &mut self.current
    }
}

impl<T: Clone + PartialEq> PartialEq for Row<T> {
    fn eq(&self, other: &Self) -> bool {
        self.loaded() == other.loaded() && self.current == other.current
    }
}

impl<T: Clone + Eq> Eq for Row<T> {}

impl<K, T> Default for Table<K, T> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
        }
    }
}

impl<K: Ord, T: Clone + PartialEq> Table<K, T> {
    /// Takes a row as the database has it.
    pub fn load(&mut self, key: K, row: T) {
        let loaded = Loaded::Current;
        let current = row;
        self.rows.insert(key, Row { loaded, current });
    }

    /// Adds a row that the database does not have, or replaces a current one.
    pub fn put(&mut self, key: K, row: T) {
        let existing = self.rows.get_mut(&key);
        if let Some(existing) = existing {
            *existing.current_mut() = row;
            return;
        }
        let loaded = Loaded::Nothing;
        let current = row;
        self.rows.insert(key, Row { loaded, current });
    }

    /// The current row under a key.
    #[must_use]
    pub fn get<Q>(&self, key: &Q) -> Option<&T>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.rows.get(key).map(|row| &row.current)
    }

    /// The current row under a key, to be changed.
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut T>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.rows.get_mut(key).map(Row::current_mut)
    }

    /// The current rows whose keys are in a range, in key order.
    pub fn range(&self, range: impl RangeBounds<K>) -> impl Iterator<Item = &T> {
        self.rows.range(range).map(|(_, row)| &row.current)
    }

    /// As [`Self::range`], to be changed.
    pub fn range_mut(&mut self, range: impl RangeBounds<K>) -> impl Iterator<Item = &mut T> {
        self.rows.range_mut(range).map(|(_, row)| row.current_mut())
    }

    /// The current rows, in key order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.rows.values().map(|row| &row.current)
    }

    /// The rows that the database does not have, in key order.
    pub fn inserted(&self) -> impl Iterator<Item = &T> {
        self.rows
            .values()
            .filter(|row| matches!(row.loaded, Loaded::Nothing))
            .map(|row| &row.current)
    }

    /// The rows that changed since they were loaded, in key order: as loaded,
    /// and as they are now.
    pub fn updated(&self) -> impl Iterator<Item = (&T, &T)> {
        self.rows
            .values()
            .filter_map(|row| match &row.loaded {
                Loaded::Other(loaded) => Some((loaded, &row.current)),
                Loaded::Nothing | Loaded::Current => None,
            })
            .filter(|(loaded, current)| loaded != current)
    }
}

/// A key below an order: the order number first, then the rest.
pub type OrderPart = (SmolStr, SmolStr);

/// The rows of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingSet {
    /// Orders by number.
    pub orders: Table<SmolStr, Order>,
    /// Which payments an order has, by order and trade number.
    pub order_payments: Table<OrderPart, OrderPayment>,
    /// Payments by trade number.
    pub payments: Table<SmolStr, Payment>,
    /// Tickets by order and ticket number.
    pub tickets: Table<OrderPart, Ticket>,
    /// Refunds by order and batch number.
    pub refunds: Table<OrderPart, Refund>,
    /// Refund applications.
    pub applications: Table<TradeKey, Application>,
    /// Callbacks.
    pub callbacks: Table<TradeKey, Callback>,
    /// Other amounts received under a callback's key.
    pub conflicts: Table<ConflictKey, Conflict>,
    /// The Douyin notice in force of each certificate.
    pub douyin_notices: Table<NoticeKey, Notice>,
    /// Every Douyin notice.
    pub douyin_history: Table<HistoryKey, HistoryEntry>,
    /// Taoxianda's sub orders.
    pub taoxianda: Table<SubOrderKey, SubOrder>,
    events: Vec<Event>,
}

impl WorkingSet {
    /// The payments of an order, in the feed's order.
    #[must_use]
    pub fn payments_of(&self, order_id: &str) -> Vec<&Payment> {
        let mut links: Vec<_> = self
            .order_payments
            .range(parts_of(order_id))
            .take_while(|link| link.order_id == order_id)
            .collect();
        links.sort_by_key(|link| link.position);
        links
            .into_iter()
            .filter_map(|link| self.payments.get(&link.trandeno))
            .collect()
    }

    /// The tickets of an order, in the feed's order.
    #[must_use]
    pub fn tickets_of(&self, order_id: &str) -> Vec<&Ticket> {
        let mut tickets: Vec<_> = self
            .tickets
            .range(parts_of(order_id))
            .take_while(|ticket| ticket.order_id == order_id)
            .collect();
        tickets.sort_by_key(|ticket| ticket.position);
        tickets
    }

    /// The refunds of an order, by batch number.
    pub fn refunds_of<'a>(&'a self, order_id: &'a str) -> impl Iterator<Item = &'a Refund> {
        self.refunds
            .range(parts_of(order_id))
            .take_while(move |refund| refund.order_id == order_id)
    }

    /// The applications of one payment, by batch number.
    pub fn applications_of<'a>(
        &'a self,
        trandeno: &'a str,
    ) -> impl Iterator<Item = &'a Application> {
        self.applications
            .range(trade_keys_of(trandeno))
            .take_while(move |application| application.key.trandeno == trandeno)
    }

    /// The callbacks of one payment, by batch number, to be changed.
    pub fn callbacks_of_mut<'a>(
        &'a mut self,
        trandeno: &'a str,
    ) -> impl Iterator<Item = &'a mut Callback> {
        self.callbacks
            .range_mut(trade_keys_of(trandeno))
            .take_while(move |callback| callback.key.trandeno == trandeno)
    }

    /// Records an event. The events of a batch are a microsecond apart, so that
    /// whatever caused another event comes first; an order's event is later than
    /// the order's latest one even where clocks disagree.
    ///
    /// Whatever changes an order is recorded in its stream, and the order keeps
    /// the time of its latest event: this is where its revision grows.
    pub fn record(
        &mut self,
        stream: Stream,
        now: Timestamp,
        kind: EventKind,
        attributes: Attributes,
    ) {
        let position = u64::try_from(self.events.len()).unwrap_or(u64::MAX);
        let mut recorded_at = now.after(Duration::from_micros(position));
        if let Stream::Order(order_id) = &stream
            && let Some(order) = self.orders.get_mut(order_id)
        {
            recorded_at = recorded_at.max(order.last_event_at.next());
            order.last_event_at = recorded_at;
            order.revision += 1;
        }
        self.events.push(Event {
            stream,
            recorded_at,
            kind,
            attributes,
        });
    }

    /// The events recorded, oldest first.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }
}

fn parts_of(order_id: &str) -> impl RangeBounds<OrderPart> + use<> {
    (order_id.into(), SmolStr::default())..
}

fn trade_keys_of(trandeno: &str) -> impl RangeBounds<TradeKey> + use<> {
    let first = TradeKey::new(trandeno, "");
    first..
}
