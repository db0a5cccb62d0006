//! Douyin notices, guarded by their own revisions.

use crate::{
    domain::douyin::{HistoryEntry, Notice},
    store::postgres::arrays::{Write, bool, int4, int8, text},
};

const INSERT: &str = "
    INSERT INTO douyin_notices (
        order_id, certificate_id, code, total_count, verify_count, apply_time, audit_time,
        audit_result, received_at_us, history_length, revision
    )
    SELECT * FROM {} AS u";

const UPDATE: &str = "
    UPDATE douyin_notices SET
        code = u.code,
        total_count = u.total_count,
        verify_count = u.verify_count,
        apply_time = u.apply_time,
        audit_time = u.audit_time,
        audit_result = u.audit_result,
        received_at_us = u.received_at_us,
        history_length = u.history_length,
        revision = u.revision
    FROM {} AS u (
        order_id, certificate_id, loaded_revision, code, total_count, verify_count,
        apply_time, audit_time, audit_result, received_at_us, history_length, revision
    )
    WHERE douyin_notices.order_id = u.order_id
        AND douyin_notices.certificate_id = u.certificate_id
        AND douyin_notices.revision = u.loaded_revision";

const INSERT_HISTORY: &str = "
    INSERT INTO douyin_notice_history (
        order_id, certificate_id, notice_number, code, total_count, verify_count,
        apply_time, audit_time, audit_result, received_at_us, took_effect
    )
    SELECT * FROM {} AS u";

pub(in crate::store::postgres) fn insert<'a>(rows: &[&'a Notice]) -> Write<'a> {
    Write::new(INSERT, rows)
        .with(text(rows, |row: &Notice| &row.order_id))
        .with(text(rows, |row: &Notice| &row.content.certificate_id))
        .with(text(rows, |row: &Notice| &row.content.code))
        .with(int4(rows, |row| row.content.total_count))
        .with(int4(rows, |row| row.content.verify_count))
        .with(int8(rows, |row| row.content.apply_time))
        .with(int8(rows, |row| row.content.audit_time))
        .with(int4(rows, |row| row.content.audit_result))
        .with(int8(rows, |row| row.received_at.as_micros()))
        .with(int4(rows, |row| row.history_length))
        .with(int8(rows, |row| row.revision))
}

/// Each row as it was loaded, and as it is now.
pub(in crate::store::postgres) fn update<'a>(rows: &[(&'a Notice, &'a Notice)]) -> Write<'a> {
    Write::new(UPDATE, rows)
        .guarded("douyin_notices")
        .with(text(rows, |(_, now)| &now.order_id))
        .with(text(rows, |(_, now)| &now.content.certificate_id))
        .with(int8(rows, |(loaded, _)| loaded.revision))
        .with(text(rows, |(_, now)| &now.content.code))
        .with(int4(rows, |(_, now)| now.content.total_count))
        .with(int4(rows, |(_, now)| now.content.verify_count))
        .with(int8(rows, |(_, now)| now.content.apply_time))
        .with(int8(rows, |(_, now)| now.content.audit_time))
        .with(int4(rows, |(_, now)| now.content.audit_result))
        .with(int8(rows, |(_, now)| now.received_at.as_micros()))
        .with(int4(rows, |(_, now)| now.history_length))
        .with(int8(rows, |(_, now)| now.revision))
}

pub(in crate::store::postgres) fn insert_history<'a>(rows: &[&'a HistoryEntry]) -> Write<'a> {
    Write::new(INSERT_HISTORY, rows)
        .with(text(rows, |row: &HistoryEntry| &row.order_id))
        .with(text(rows, |row: &HistoryEntry| &row.content.certificate_id))
        .with(int4(rows, |row| row.number))
        .with(text(rows, |row: &HistoryEntry| &row.content.code))
        .with(int4(rows, |row| row.content.total_count))
        .with(int4(rows, |row| row.content.verify_count))
        .with(int8(rows, |row| row.content.apply_time))
        .with(int8(rows, |row| row.content.audit_time))
        .with(int4(rows, |row| row.content.audit_result))
        .with(int8(rows, |row| row.received_at.as_micros()))
        .with(bool(rows, |row| row.took_effect))
}
