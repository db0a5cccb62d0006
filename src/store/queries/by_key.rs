//! Rows by a prefix of their primary key, for many keys at once.
//! Nothing is asked where there are no keys.

use diesel::prelude::{ExpressionMethods as _, QueryDsl as _, SelectableHelper as _};
use diesel_async::RunQueryDsl as _;

use crate::{
    domain::{
        callback::{Callback, Conflict},
        douyin::{HistoryEntry, Notice},
        order::{Application, Order, OrderPayment, Payment, Refund, Ticket},
        taoxianda::SubOrder,
    },
    store::{
        failure::Failure,
        rows::{
            ApplicationRow, CallbackRow, ConflictRow, HistoryRow, NoticeRow, OrderPaymentRow,
            OrderRow, PaymentRow, RefundRow, SubOrderRow, TicketRow,
        },
        schema::{
            applications, douyin_notice_history, douyin_notices, epay_callback_conflicts,
            epay_callbacks, order_payments, orders, payments, refunds, taoxianda_refunds, tickets,
        },
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

by_key!(orders by order_id: OrderRow as Order);

/// The orders of some payments, which nobody knows yet. (Not joined: that the two
/// tables could be distributed differently is no obstacle to a subquery.)
pub(super) async fn orders_of_trades(
    connection: &Connection,
    trades: &[&str],
) -> Result<Vec<Order>, Failure> {
    if trades.is_empty() {
        return Ok(Vec::new());
    }
    let of_payments = payments::table
        .filter(payments::trandeno.eq_any(trades))
        .select(payments::order_id);
    let query = orders::table
        .filter(orders::order_id.eq_any(of_payments))
        .select(OrderRow::as_select());
    let rows: Vec<OrderRow> = query.load(&mut *connection.turn().await).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        found.push(Order::try_from(row)?);
    }
    Ok(found)
}

by_key!(order_payments by order_id: OrderPaymentRow as OrderPayment);
by_key!(tickets by order_id: TicketRow as Ticket);
by_key!(refunds by order_id: RefundRow as Refund);
by_key!(payments by trandeno: PaymentRow as Payment);
by_key!(applications by trandeno: ApplicationRow as Application);
by_key!(callbacks of epay_callbacks by trandeno: CallbackRow as Callback);
by_key!(conflicts of epay_callback_conflicts by trandeno: ConflictRow as Conflict);
by_key!(notices of douyin_notices by order_id: NoticeRow as Notice);
by_key!(notice_history of douyin_notice_history by order_id: HistoryRow as HistoryEntry);
by_key!(sub_orders of taoxianda_refunds by sub_biz_order_id: SubOrderRow as SubOrder);
