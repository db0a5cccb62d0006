//! What belongs to orders, and is guarded by their revisions.

use crate::{
    domain::order::{Application, OrderPayment, Payment, Refund, Ticket},
    store::{
        postgres::arrays::{Write, bool, int4, int8, optional_int8, optional_text, text},
        rows::status,
    },
};

const INSERT_LINKS: &str = "
    INSERT INTO order_payments (order_id, trandeno, position)
    SELECT * FROM {} AS u";

pub(in crate::store::postgres) fn insert_links<'a>(rows: &[&'a OrderPayment]) -> Write<'a> {
    Write::new(INSERT_LINKS, rows)
        .with(text(rows, |row: &OrderPayment| &row.order_id))
        .with(text(rows, |row: &OrderPayment| &row.trandeno))
        .with(int4(rows, |row| row.position))
}

const INSERT_PAYMENTS: &str = "
    INSERT INTO payments (trandeno, order_id, paid_fen, refunded_fen, pending_fen)
    SELECT * FROM {} AS u";

pub(in crate::store::postgres) fn insert_payments<'a>(rows: &[&'a Payment]) -> Write<'a> {
    Write::new(INSERT_PAYMENTS, rows)
        .with(text(rows, |row: &Payment| &row.trandeno))
        .with(text(rows, |row: &Payment| &row.order_id))
        .with(int8(rows, |row| row.paid.as_i64()))
        .with(int8(rows, |row| row.refunded.as_i64()))
        .with(int8(rows, |row| row.pending.as_i64()))
}

const UPDATE_PAYMENTS: &str = "
    UPDATE payments SET
        order_id = u.order_id,
        paid_fen = u.paid_fen,
        refunded_fen = u.refunded_fen,
        pending_fen = u.pending_fen
    FROM {} AS u (trandeno, order_id, paid_fen, refunded_fen, pending_fen)
    WHERE payments.trandeno = u.trandeno";

pub(in crate::store::postgres) fn update_payments<'a>(
    rows: &[(&'a Payment, &'a Payment)],
) -> Write<'a> {
    Write::new(UPDATE_PAYMENTS, rows)
        .guarded("payments")
        .with(text(rows, |(_, now)| &now.trandeno))
        .with(text(rows, |(_, now)| &now.order_id))
        .with(int8(rows, |(_, now)| now.paid.as_i64()))
        .with(int8(rows, |(_, now)| now.refunded.as_i64()))
        .with(int8(rows, |(_, now)| now.pending.as_i64()))
}

const INSERT_TICKETS: &str = "
    INSERT INTO tickets (
        order_id, ticketid, position, price_fen, gate_credential_issued, fed_state, batchno
    )
    SELECT * FROM {} AS u";

pub(in crate::store::postgres) fn insert_tickets<'a>(rows: &[&'a Ticket]) -> Write<'a> {
    Write::new(INSERT_TICKETS, rows)
        .with(text(rows, |row: &Ticket| &row.order_id))
        .with(text(rows, |row: &Ticket| &row.ticketid))
        .with(int4(rows, |row| row.position))
        .with(int8(rows, |row| row.price.as_i64()))
        .with(bool(rows, |row| row.gate_credential_issued))
        .with(text(rows, |row: &Ticket| row.fed_state.as_str()))
        .with(optional_text(rows, |row: &Ticket| row.batchno.as_deref()))
}

const UPDATE_TICKETS: &str = "
    UPDATE tickets SET
        position = u.position,
        price_fen = u.price_fen,
        gate_credential_issued = u.gate_credential_issued,
        fed_state = u.fed_state,
        batchno = u.batchno
    FROM {} AS u (
        order_id, ticketid, position, price_fen, gate_credential_issued, fed_state, batchno
    )
    WHERE tickets.order_id = u.order_id AND tickets.ticketid = u.ticketid";

pub(in crate::store::postgres) fn update_tickets<'a>(
    rows: &[(&'a Ticket, &'a Ticket)],
) -> Write<'a> {
    Write::new(UPDATE_TICKETS, rows)
        .guarded("tickets")
        .with(text(rows, |(_, now)| &now.order_id))
        .with(text(rows, |(_, now)| &now.ticketid))
        .with(int4(rows, |(_, now)| now.position))
        .with(int8(rows, |(_, now)| now.price.as_i64()))
        .with(bool(rows, |(_, now)| now.gate_credential_issued))
        .with(text(rows, |(_, now)| now.fed_state.as_str()))
        .with(optional_text(rows, |(_, now)| now.batchno.as_deref()))
}

const INSERT_REFUNDS: &str = "
    INSERT INTO refunds (
        order_id, batchno, whole_order, amount_fen, memory, requested_at_us
    )
    SELECT * FROM {} AS u";

pub(in crate::store::postgres) fn insert_refunds<'a>(rows: &[&'a Refund]) -> Write<'a> {
    Write::new(INSERT_REFUNDS, rows)
        .with(text(rows, |row: &Refund| &row.order_id))
        .with(text(rows, |row: &Refund| &row.batchno))
        .with(bool(rows, |row| row.whole_order))
        .with(int8(rows, |row| row.amount.as_i64()))
        .with(optional_text(rows, |row: &Refund| row.memory.as_deref()))
        .with(int8(rows, |row| row.requested_at.as_micros()))
}

const UPDATE_REFUNDS: &str = "
    UPDATE refunds SET
        whole_order = u.whole_order,
        amount_fen = u.amount_fen,
        memory = u.memory,
        requested_at_us = u.requested_at_us
    FROM {} AS u (order_id, batchno, whole_order, amount_fen, memory, requested_at_us)
    WHERE refunds.order_id = u.order_id AND refunds.batchno = u.batchno";

pub(in crate::store::postgres) fn update_refunds<'a>(
    rows: &[(&'a Refund, &'a Refund)],
) -> Write<'a> {
    Write::new(UPDATE_REFUNDS, rows)
        .guarded("refunds")
        .with(text(rows, |(_, now)| &now.order_id))
        .with(text(rows, |(_, now)| &now.batchno))
        .with(bool(rows, |(_, now)| now.whole_order))
        .with(int8(rows, |(_, now)| now.amount.as_i64()))
        .with(optional_text(rows, |(_, now)| now.memory.as_deref()))
        .with(int8(rows, |(_, now)| now.requested_at.as_micros()))
}

const INSERT_APPLICATIONS: &str = "
    INSERT INTO t_sp_yd_sxf (
        trandeno, batchno, order_id, amount_fen, status, actual_fen, created_at_us,
        handled_at_us
    )
    SELECT * FROM {} AS u";

pub(in crate::store::postgres) fn insert_applications<'a>(rows: &[&'a Application]) -> Write<'a> {
    Write::new(INSERT_APPLICATIONS, rows)
        .with(text(rows, |row: &Application| &row.key.trandeno))
        .with(text(rows, |row: &Application| &row.key.batchno))
        .with(text(rows, |row: &Application| &row.order_id))
        .with(int8(rows, |row| row.amount.as_i64()))
        .with(text(rows, status))
        .with(optional_int8(rows, actual_fen))
        .with(int8(rows, |row| row.created_at.as_micros()))
        .with(optional_int8(rows, handled_at_us))
}

const UPDATE_APPLICATIONS: &str = "
    UPDATE t_sp_yd_sxf SET
        order_id = u.order_id,
        amount_fen = u.amount_fen,
        status = u.status,
        actual_fen = u.actual_fen,
        created_at_us = u.created_at_us,
        handled_at_us = u.handled_at_us
    FROM {} AS u (
        trandeno, batchno, order_id, amount_fen, status, actual_fen, created_at_us,
        handled_at_us
    )
    WHERE t_sp_yd_sxf.trandeno = u.trandeno AND t_sp_yd_sxf.batchno = u.batchno";

pub(in crate::store::postgres) fn update_applications<'a>(
    rows: &[(&'a Application, &'a Application)],
) -> Write<'a> {
    Write::new(UPDATE_APPLICATIONS, rows)
        .guarded("t_sp_yd_sxf")
        .with(text(rows, |(_, now)| &now.key.trandeno))
        .with(text(rows, |(_, now)| &now.key.batchno))
        .with(text(rows, |(_, now)| &now.order_id))
        .with(int8(rows, |(_, now)| now.amount.as_i64()))
        .with(text(rows, |(_, now)| status(now)))
        .with(optional_int8(rows, |(_, now)| actual_fen(now)))
        .with(int8(rows, |(_, now)| now.created_at.as_micros()))
        .with(optional_int8(rows, |(_, now)| handled_at_us(now)))
}

fn actual_fen(application: &Application) -> Option<i64> {
    application.handled.map(|handled| handled.amount.as_i64())
}

fn handled_at_us(application: &Application) -> Option<i64> {
    application.handled.map(|handled| handled.at.as_micros())
}
