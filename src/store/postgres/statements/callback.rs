//! Callbacks, guarded by their own revisions.

use crate::{
    domain::{
        callback::{Callback, Conflict},
        reason::Reason,
        timestamp::Timestamp,
    },
    store::postgres::arrays::{Write, int4, int8, optional_int8, optional_text, text},
};

/// Nobody has looked whether they are there, and few are: to have `PostgreSQL` look
/// for each (`ON CONFLICT`) takes half as long again as to add it.
const INSERT: &str = "
    INSERT INTO epay_callbacks (
        trandeno, batchno, refundmoney_fen, state, reason, attempts, received_at_us,
        applied_at_us, next_attempt_at_us, revision
    )
    SELECT * FROM {} AS u";

const UPDATE: &str = "
    UPDATE epay_callbacks SET
        refundmoney_fen = u.refundmoney_fen,
        state = u.state,
        reason = u.reason,
        attempts = u.attempts,
        received_at_us = u.received_at_us,
        applied_at_us = u.applied_at_us,
        next_attempt_at_us = u.next_attempt_at_us,
        revision = u.revision
    FROM {} AS u (
        trandeno, batchno, loaded_revision, refundmoney_fen, state, reason, attempts,
        received_at_us, applied_at_us, next_attempt_at_us, revision
    )
    WHERE epay_callbacks.trandeno = u.trandeno
        AND epay_callbacks.batchno = u.batchno
        AND epay_callbacks.revision = u.loaded_revision";

const INSERT_CONFLICTS: &str = "
    INSERT INTO epay_callback_conflicts (trandeno, batchno, refundmoney_fen, received_at_us)
    SELECT * FROM {} AS u";

pub(in crate::store::postgres) fn insert<'a>(rows: &[&'a Callback]) -> Write<'a> {
    Write::new(INSERT, rows)
        .with(text(rows, |row: &Callback| &row.key.trandeno))
        .with(text(rows, |row: &Callback| &row.key.batchno))
        .with(int8(rows, |row| row.refundmoney.as_i64()))
        .with(text(rows, |row: &Callback| row.state.as_str()))
        .with(optional_text(rows, |row| row.reason.map(Reason::as_str)))
        .with(int4(rows, |row| row.attempts))
        .with(int8(rows, |row| row.received_at.as_micros()))
        .with(optional_int8(rows, |row| micros(row.applied_at)))
        .with(optional_int8(rows, |row| micros(row.next_attempt_at)))
        .with(int8(rows, |row| row.revision))
}

/// Each row as it was loaded, and as it is now.
pub(in crate::store::postgres) fn update<'a>(rows: &[(&'a Callback, &'a Callback)]) -> Write<'a> {
    Write::new(UPDATE, rows)
        .guarded("epay_callbacks")
        .with(text(rows, |(_, now)| &now.key.trandeno))
        .with(text(rows, |(_, now)| &now.key.batchno))
        .with(int8(rows, |(loaded, _)| loaded.revision))
        .with(int8(rows, |(_, now)| now.refundmoney.as_i64()))
        .with(text(rows, |(_, now)| now.state.as_str()))
        .with(optional_text(rows, |(_, now)| {
            now.reason.map(Reason::as_str)
        }))
        .with(int4(rows, |(_, now)| now.attempts))
        .with(int8(rows, |(_, now)| now.received_at.as_micros()))
        .with(optional_int8(rows, |(_, now)| micros(now.applied_at)))
        .with(optional_int8(rows, |(_, now)| micros(now.next_attempt_at)))
        .with(int8(rows, |(_, now)| now.revision))
}

pub(in crate::store::postgres) fn insert_conflicts<'a>(rows: &[&'a Conflict]) -> Write<'a> {
    Write::new(INSERT_CONFLICTS, rows)
        .with(text(rows, |row: &Conflict| &row.key.callback.trandeno))
        .with(text(rows, |row: &Conflict| &row.key.callback.batchno))
        .with(int8(rows, |row| row.key.refundmoney.as_i64()))
        .with(int8(rows, |row| row.received_at.as_micros()))
}

fn micros(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::as_micros)
}
