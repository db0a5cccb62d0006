//! Writing a working set back.

use crate::{
    domain::working_set::WorkingSet,
    store::{failure::Failure, open::OpenChanges},
};

use super::{
    Connection,
    arrays::{Write, Writes},
    statements::{audit, callback, douyin, open, order, parts, taoxianda},
};

/// Writes what changed, in one round trip.
pub(super) async fn write(
    connection: &Connection,
    rows: &WorkingSet,
    open: &OpenChanges,
) -> Result<(), Failure> {
    writes(rows, open).run(connection).await
}

/// What writes what changed. The guards are looked at first: what else fails may only
/// follow from a lost one.
pub(super) fn writes<'a>(rows: &'a WorkingSet, open: &'a OpenChanges) -> Writes<'a> {
    Writes::new(statements(rows).into_iter().chain(of_list(open)))
}

fn statements(rows: &WorkingSet) -> [Write<'_>; 19] {
    [
        order::update(&all(rows.orders.updated())),
        order::insert(&all(rows.orders.inserted())),
        callback::update(&all(rows.callbacks.updated())),
        callback::insert(&all(rows.callbacks.inserted())),
        douyin::update(&all(rows.douyin_notices.updated())),
        douyin::insert(&all(rows.douyin_notices.inserted())),
        parts::update_payments(&all(rows.payments.updated())),
        parts::insert_payments(&all(rows.payments.inserted())),
        parts::insert_links(&all(rows.order_payments.inserted())),
        parts::update_tickets(&all(rows.tickets.updated())),
        parts::insert_tickets(&all(rows.tickets.inserted())),
        parts::update_refunds(&all(rows.refunds.updated())),
        parts::insert_refunds(&all(rows.refunds.inserted())),
        parts::update_applications(&all(rows.applications.updated())),
        parts::insert_applications(&all(rows.applications.inserted())),
        callback::insert_conflicts(&all(rows.conflicts.inserted())),
        douyin::insert_history(&all(rows.douyin_history.inserted())),
        taoxianda::insert(&all(rows.taoxianda.inserted())),
        audit::insert(&all(rows.events().iter())),
    ]
}

fn of_list(open: &OpenChanges) -> [Write<'_>; 4] {
    [
        open::upsert(&all(open.opened.iter())),
        open::delete(&all(open.closed.iter())),
        open::insert_batch(&all(open.begun.iter())),
        open::delete_batch(&all(open.ended.iter())),
    ]
}

fn all<R>(rows: impl Iterator<Item = R>) -> Vec<R> {
    rows.collect()
}
