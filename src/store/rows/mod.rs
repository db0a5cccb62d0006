//! The rows of the tables, and how they turn into the values of the rules and
//! back.

mod any;
mod audit;
mod callback;
mod douyin;
mod order;
mod partners;
mod taoxianda;

pub(super) use any::{AnyRow, Table};
pub(super) use audit::{EventRow, attributes_json};
pub(super) use callback::{BatchRow, CallbackRow, ConflictRow, OpenRow};
pub(super) use douyin::{HistoryRow, NoticeRow};
pub(super) use order::{
    ApplicationRow, OrderPaymentRow, OrderRow, PaymentRow, RefundRow, TicketRow, status,
};
pub(super) use partners::{PartnerRow, TopAppRow};
pub(super) use taoxianda::SubOrderRow;

use thiserror::Error;

/// A stored value that this version of the program cannot read.
#[derive(Debug, Error)]
#[error("column {column} of table {table} has the unreadable value {value:?}")]
pub(super) struct BadValue {
    table: &'static str,
    column: &'static str,
    value: String,
}

impl BadValue {
    fn new(table: &'static str, column: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        Self {
            table,
            column,
            value,
        }
    }
}
