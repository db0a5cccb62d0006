//! The list of open callbacks.

use crate::{
    domain::order::TradeKey,
    store::{
        postgres::arrays::{Write, int4, int8, optional_int8, text},
        rows::{BatchRow, OpenRow},
    },
};

const UPSERT: &str = "
    INSERT INTO epay_callbacks_open (
        trandeno, batchno, state, received_at_us, next_attempt_at_us
    )
    SELECT * FROM {} AS u
    ON CONFLICT (trandeno, batchno) DO UPDATE SET
        state = EXCLUDED.state,
        received_at_us = EXCLUDED.received_at_us,
        next_attempt_at_us = EXCLUDED.next_attempt_at_us";

const DELETE: &str = "
    DELETE FROM epay_callbacks_open
    USING {} AS u (trandeno, batchno)
    WHERE epay_callbacks_open.trandeno = u.trandeno
        AND epay_callbacks_open.batchno = u.batchno";

const INSERT_BATCH: &str = "
    INSERT INTO epay_callback_batches (
        batch_id, due_at_us, received_at_us, callback_count, callbacks
    )
    SELECT * FROM {} AS u";

const DELETE_BATCH: &str = "
    DELETE FROM epay_callback_batches
    USING {} AS u (batch_id)
    WHERE epay_callback_batches.batch_id = u.batch_id";

pub(in crate::store::postgres) fn upsert<'a>(rows: &[&'a OpenRow]) -> Write<'a> {
    Write::new(UPSERT, rows)
        .with(text(rows, |row: &OpenRow| &row.trandeno))
        .with(text(rows, |row: &OpenRow| &row.batchno))
        .with(text(rows, |row: &OpenRow| row.state))
        .with(int8(rows, |row| row.received_at_us))
        .with(optional_int8(rows, |row| row.next_attempt_at_us))
}

pub(in crate::store::postgres) fn delete<'a>(keys: &[&'a TradeKey]) -> Write<'a> {
    Write::new(DELETE, keys)
        .with(text(keys, |key: &TradeKey| &key.trandeno))
        .with(text(keys, |key: &TradeKey| &key.batchno))
}

pub(in crate::store::postgres) fn insert_batch<'a>(rows: &[&'a BatchRow]) -> Write<'a> {
    Write::new(INSERT_BATCH, rows)
        .with(text(rows, |row: &BatchRow| &row.batch_id))
        .with(int8(rows, |row| row.due_at_us))
        .with(int8(rows, |row| row.received_at_us))
        .with(int4(rows, |row| row.callback_count))
        .with(text(rows, |row: &BatchRow| &row.callbacks))
}

/// Recovery may have ended it already.
pub(in crate::store::postgres) fn delete_batch<'a>(ids: &[&'a String]) -> Write<'a> {
    Write::new(DELETE_BATCH, ids).with(text(ids, |id: &String| id))
}
