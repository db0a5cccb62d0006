//! Orders: the guard of everything that belongs to them.

use crate::{
    domain::order::Order,
    store::postgres::arrays::{Write, bool, int4, int8, optional_text, text},
};

const INSERT: &str = "
    INSERT INTO orders (
        order_id, state, version, agent, pending_applications, closed_by_refund,
        last_event_at_us, revision, created_at_us
    )
    SELECT * FROM {} AS u";

const UPDATE: &str = "
    UPDATE orders SET
        state = u.state,
        version = u.version,
        agent = u.agent,
        pending_applications = u.pending_applications,
        closed_by_refund = u.closed_by_refund,
        last_event_at_us = u.last_event_at_us,
        revision = u.revision,
        created_at_us = u.created_at_us
    FROM {} AS u (
        order_id, loaded_revision, state, version, agent, pending_applications,
        closed_by_refund, last_event_at_us, revision, created_at_us
    )
    WHERE orders.order_id = u.order_id AND orders.revision = u.loaded_revision";

pub(in crate::store::postgres) fn insert<'a>(rows: &[&'a Order]) -> Write<'a> {
    Write::new(INSERT, rows)
        .with(text(rows, |row: &Order| &row.order_id))
        .with(text(rows, |row: &Order| row.state.as_str()))
        .with(int8(rows, |row| row.version))
        .with(optional_text(rows, |row: &Order| row.agent.as_deref()))
        .with(int4(rows, |row| row.pending_applications))
        .with(bool(rows, |row| row.closed_by_refund))
        .with(int8(rows, |row| row.last_event_at.as_micros()))
        .with(int8(rows, |row| row.revision))
        .with(int8(rows, |row| row.created_at.as_micros()))
}

/// Each row as it was loaded, and as it is now.
pub(in crate::store::postgres) fn update<'a>(rows: &[(&'a Order, &'a Order)]) -> Write<'a> {
    Write::new(UPDATE, rows)
        .guarded("orders")
        .with(text(rows, |(loaded, _)| &loaded.order_id))
        .with(int8(rows, |(loaded, _)| loaded.revision))
        .with(text(rows, |(_, now)| now.state.as_str()))
        .with(int8(rows, |(_, now)| now.version))
        .with(optional_text(rows, |(_, now)| now.agent.as_deref()))
        .with(int4(rows, |(_, now)| now.pending_applications))
        .with(bool(rows, |(_, now)| now.closed_by_refund))
        .with(int8(rows, |(_, now)| now.last_event_at.as_micros()))
        .with(int8(rows, |(_, now)| now.revision))
        .with(int8(rows, |(_, now)| now.created_at.as_micros()))
}
