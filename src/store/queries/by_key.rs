//! Rows by a prefix of their primary key, for many keys at once.
//! Nothing is asked where there are no keys.

use diesel::prelude::{ExpressionMethods as _, QueryDsl as _, SelectableHelper as _};
use diesel_async::RunQueryDsl as _;

use crate::{
    domain::{
        callback::{Callback, Conflict},
        douyin::HistoryEntry,
        order::OrderPayment,
    },
    store::{
        failure::Failure,
        rows::{CallbackRow, ConflictRow, HistoryRow, OrderPaymentRow},
        schema::{douyin_notice_history, epay_callback_conflicts, epay_callbacks, order_payments},
    },
};

use super::{Connection, KEYS_PER_QUERY};

macro_rules! by_key {
    ($function:ident by $column:ident: $row:ident as $value:ident) => {
        by_key!($function of $function by $column: $row as $value);
    };
    ($function:ident of $table:ident by $column:ident: $row:ident as $value:ident) => {
        pub(super) async fn $function(
            connection: &Connection,
            keys: &[&str],
        ) -> Result<Vec<$value>, Failure> {
            let mut found = Vec::new();
            for keys in keys.chunks(KEYS_PER_QUERY) {
                let query = $table::table
                    .filter($table::$column.eq_any(keys))
                    .select($row::as_select());
                let rows: Vec<$row> = query.load(&mut *connection.turn().await).await?;
                for row in rows {
                    found.push($value::try_from(row)?);
                }
            }
            Ok(found)
        }
    };
}

by_key!(order_payments by order_id: OrderPaymentRow as OrderPayment);
by_key!(callbacks of epay_callbacks by trandeno: CallbackRow as Callback);
by_key!(conflicts of epay_callback_conflicts by trandeno: ConflictRow as Conflict);
by_key!(notice_history of douyin_notice_history by order_id: HistoryRow as HistoryEntry);
