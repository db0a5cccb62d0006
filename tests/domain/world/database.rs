//! A store in memory: it loads what a command names by its keys and nothing
//! else, and checks on every write what the real one relies on.

use std::collections::{BTreeMap, BTreeSet};

use refund_gateway::domain::{
    audit::{Event, Stream},
    callback::{Callback, Conflict, ConflictKey},
    command::Keys,
    douyin::{HistoryEntry, HistoryKey, Notice, NoticeKey},
    order::{Application, Order, OrderPayment, Payment, Refund, Ticket, TradeKey},
    taoxianda::{SubOrder, SubOrderKey},
    timestamp::Timestamp,
    working_set::{OrderPart, Table, WorkingSet},
};
use smol_str::SmolStr;

/// What is stored, and every event that was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Database {
    /// The rows, all of them as loaded.
    pub(crate) rows: WorkingSet,
    /// The events in the order in which they were written.
    pub(crate) timeline: Vec<Event>,
}

impl Database {
    /// Loads the rows that belong to `keys`, as `Keys` describes them.
    pub(crate) fn load(&self, keys: &Keys) -> WorkingSet {
        let mut loaded = WorkingSet::default();
        for order_id in &keys.orders {
            self.load_order(order_id, &mut loaded);
        }
        for trandeno in &keys.trades {
            self.load_trade(trandeno, &mut loaded);
        }
        let Self { rows, .. } = self;
        let callbacks = &keys.callbacks;
        copy(&mut loaded.callbacks, &rows.callbacks, |callback| {
            callbacks.contains(&callback.key.trandeno)
        });
        copy(&mut loaded.conflicts, &rows.conflicts, |conflict| {
            keys.conflicts.contains(&conflict.key.callback.trandeno)
        });
        let orders = &keys.douyin_orders;
        copy(&mut loaded.douyin_notices, &rows.douyin_notices, |notice| {
            orders.contains(&notice.order_id)
        });
        copy(&mut loaded.douyin_history, &rows.douyin_history, |entry| {
            orders.contains(&entry.order_id)
        });
        copy(&mut loaded.taoxianda, &rows.taoxianda, |sub_order| {
            let id = &sub_order.key.sub_biz_order_id;
            keys.taoxianda_sub_orders.contains(id)
        });
        loaded
    }

    fn load_order(&self, order_id: &str, loaded: &mut WorkingSet) {
        let Self { rows, .. } = self;
        copy(&mut loaded.orders, &rows.orders, |order| {
            order.order_id == order_id
        });
        copy(&mut loaded.order_payments, &rows.order_payments, |link| {
            link.order_id == order_id
        });
        copy(&mut loaded.payments, &rows.payments, |payment| {
            payment.order_id == order_id
        });
        copy(&mut loaded.tickets, &rows.tickets, |ticket| {
            ticket.order_id == order_id
        });
        copy(&mut loaded.refunds, &rows.refunds, |refund| {
            refund.order_id == order_id
        });
        copy(&mut loaded.applications, &rows.applications, |applied| {
            applied.order_id == order_id
        });
    }

    fn load_trade(&self, trandeno: &str, loaded: &mut WorkingSet) {
        let Self { rows, .. } = self;
        let Some(payment) = rows.payments.get(trandeno) else {
            return;
        };
        let order_id = &payment.order_id;
        copy(&mut loaded.payments, &rows.payments, |payment| {
            payment.trandeno == trandeno
        });
        copy(&mut loaded.applications, &rows.applications, |applied| {
            applied.key.trandeno == trandeno
        });
        copy(&mut loaded.orders, &rows.orders, |order| {
            order.order_id == *order_id
        });
    }

    /// Writes what changed.
    pub(crate) fn save(&mut self, changed: &WorkingSet) {
        check_guards(changed);
        let Self { rows, timeline } = self;
        write(&mut rows.orders, &changed.orders);
        write(&mut rows.order_payments, &changed.order_payments);
        write(&mut rows.payments, &changed.payments);
        write(&mut rows.tickets, &changed.tickets);
        write(&mut rows.refunds, &changed.refunds);
        write(&mut rows.applications, &changed.applications);
        write(&mut rows.callbacks, &changed.callbacks);
        write(&mut rows.conflicts, &changed.conflicts);
        write(&mut rows.douyin_notices, &changed.douyin_notices);
        write(&mut rows.douyin_history, &changed.douyin_history);
        write(&mut rows.taoxianda, &changed.taoxianda);
        timeline.extend_from_slice(changed.events());
        check_order_of(timeline);
    }
}

/// A row that knows its key.
trait Keyed: Clone + PartialEq {
    type Key: Ord + std::fmt::Debug;
    fn key(&self) -> Self::Key;
}

macro_rules! keyed {
    ($($row:ty, $key:ty: |$this:ident| $expression:expr;)*) => {$(
        impl Keyed for $row {
            type Key = $key;
            fn key(&self) -> $key {
                let $this = self;
                $expression
            }
        }
    )*};
}

keyed! {
    Order, SmolStr: |row| row.order_id.clone();
    OrderPayment, OrderPart: |row| (row.order_id.clone(), row.trandeno.clone());
    Payment, SmolStr: |row| row.trandeno.clone();
    Ticket, OrderPart: |row| (row.order_id.clone(), row.ticketid.clone());
    Refund, OrderPart: |row| (row.order_id.clone(), row.batchno.clone());
    Application, TradeKey: |row| row.key.clone();
    Callback, TradeKey: |row| row.key.clone();
    Conflict, ConflictKey: |row| row.key.clone();
    Notice, NoticeKey: |row| (row.order_id.clone(), row.content.certificate_id.clone());
    HistoryEntry, HistoryKey: |row| (
        row.order_id.clone(), row.content.certificate_id.clone(), row.number,
    );
    SubOrder, SubOrderKey: |row| row.key.clone();
}

fn copy<T: Keyed>(to: &mut Table<T::Key, T>, from: &Table<T::Key, T>, wanted: impl Fn(&T) -> bool) {
    for row in from.iter().filter(|row| wanted(row)) {
        to.load(row.key(), row.clone());
    }
}

fn write<T: Keyed>(to: &mut Table<T::Key, T>, from: &Table<T::Key, T>) {
    for row in from.inserted() {
        let key = row.key();
        assert!(
            to.get(&key).is_none(),
            "{key:?} is stored, and the command that inserts it did not ask to load it"
        );
        to.load(key, row.clone());
    }
    for (_, row) in from.updated() {
        to.load(row.key(), row.clone());
    }
}

/// Writes are guarded by revisions, and an order's rows by that of the order.
fn check_guards(changed: &WorkingSet) {
    for (was, is) in changed.orders.updated() {
        assert!(is.revision > was.revision, "unguarded: {was:?} to {is:?}");
    }
    for (was, is) in changed.callbacks.updated() {
        assert!(is.revision > was.revision, "unguarded: {was:?} to {is:?}");
    }
    for (was, is) in changed.douyin_notices.updated() {
        assert!(is.revision > was.revision, "unguarded: {was:?} to {is:?}");
    }
    let guarded: BTreeSet<&SmolStr> = rows(&changed.orders).map(|row| &row.order_id).collect();
    let parts = rows(&changed.order_payments)
        .map(|row| &row.order_id)
        .chain(rows(&changed.payments).map(|row| &row.order_id))
        .chain(rows(&changed.tickets).map(|row| &row.order_id))
        .chain(rows(&changed.refunds).map(|row| &row.order_id))
        .chain(rows(&changed.applications).map(|row| &row.order_id));
    for order_id in parts {
        assert!(
            guarded.contains(order_id),
            "a part of order {order_id} changed without it"
        );
    }
}

/// The rows that are written.
fn rows<T: Keyed>(table: &Table<T::Key, T>) -> impl Iterator<Item = &T> {
    table.inserted().chain(table.updated().map(|(_, row)| row))
}

/// Within a stream, every event is later than the one before.
fn check_order_of(timeline: &[Event]) {
    let mut latest: BTreeMap<&Stream, Timestamp> = BTreeMap::new();
    for event in timeline {
        let before = latest.insert(&event.stream, event.recorded_at);
        assert!(
            before.is_none_or(|before| before < event.recorded_at),
            "not after the event before it: {event:?}"
        );
    }
}
