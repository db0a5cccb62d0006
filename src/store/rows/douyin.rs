//! Douyin notices.

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};

use crate::{
    domain::{
        douyin::{HistoryEntry, Notice, NoticeContent},
        timestamp::Timestamp,
    },
    store::schema::{douyin_notice_history, douyin_notices},
};

/// A row of `douyin_notices`.
#[derive(AsChangeset, Insertable, Queryable, Selectable)]
#[diesel(table_name = douyin_notices, primary_key(order_id, certificate_id))]
pub(in crate::store) struct NoticeRow {
    pub order_id: String,
    pub certificate_id: String,
    pub code: String,
    pub total_count: i32,
    pub verify_count: i32,
    pub apply_time: i64,
    pub audit_time: i64,
    pub audit_result: i32,
    pub received_at_us: i64,
    pub history_length: i32,
    pub revision: i64,
}

impl From<NoticeRow> for Notice {
    fn from(row: NoticeRow) -> Self {
        Self {
            order_id: row.order_id.into(),
            content: NoticeContent {
                certificate_id: row.certificate_id.into(),
                code: row.code.into(),
                total_count: row.total_count,
                verify_count: row.verify_count,
                apply_time: row.apply_time,
                audit_time: row.audit_time,
                audit_result: row.audit_result,
            },
            received_at: Timestamp::from_micros(row.received_at_us),
            history_length: row.history_length,
            revision: row.revision,
        }
    }
}

impl From<&Notice> for NoticeRow {
    fn from(notice: &Notice) -> Self {
        let content = &notice.content;
        Self {
            order_id: notice.order_id.to_string(),
            certificate_id: content.certificate_id.to_string(),
            code: content.code.to_string(),
            total_count: content.total_count,
            verify_count: content.verify_count,
            apply_time: content.apply_time,
            audit_time: content.audit_time,
            audit_result: content.audit_result,
            received_at_us: notice.received_at.as_micros(),
            history_length: notice.history_length,
            revision: notice.revision,
        }
    }
}

/// A row of `douyin_notice_history`.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = douyin_notice_history)]
pub(in crate::store) struct HistoryRow {
    pub order_id: String,
    pub certificate_id: String,
    pub notice_number: i32,
    pub code: String,
    pub total_count: i32,
    pub verify_count: i32,
    pub apply_time: i64,
    pub audit_time: i64,
    pub audit_result: i32,
    pub received_at_us: i64,
    pub took_effect: bool,
}

impl From<HistoryRow> for HistoryEntry {
    fn from(row: HistoryRow) -> Self {
        Self {
            order_id: row.order_id.into(),
            number: row.notice_number,
            content: NoticeContent {
                certificate_id: row.certificate_id.into(),
                code: row.code.into(),
                total_count: row.total_count,
                verify_count: row.verify_count,
                apply_time: row.apply_time,
                audit_time: row.audit_time,
                audit_result: row.audit_result,
            },
            received_at: Timestamp::from_micros(row.received_at_us),
            took_effect: row.took_effect,
        }
    }
}

impl From<&HistoryEntry> for HistoryRow {
    fn from(entry: &HistoryEntry) -> Self {
        let content = &entry.content;
        Self {
            order_id: entry.order_id.to_string(),
            certificate_id: content.certificate_id.to_string(),
            notice_number: entry.number,
            code: content.code.to_string(),
            total_count: content.total_count,
            verify_count: content.verify_count,
            apply_time: content.apply_time,
            audit_time: content.audit_time,
            audit_result: content.audit_result,
            received_at_us: entry.received_at.as_micros(),
            took_effect: entry.took_effect,
        }
    }
}
