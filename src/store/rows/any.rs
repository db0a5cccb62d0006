//! Rows of any table in one shape, so that one statement loads from several.
//!
//! Its columns are the number of the table, then [`NUMBERS`] numbers, then [`TEXTS`]
//! texts. Each row has its own in the order of its fields, and NULL in the rest.

use std::marker::PhantomData;

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, QueryableByName},
    result::UnexpectedNullError,
    row::{Field as _, NamedRow, Row},
    sql_types::{BigInt, Integer, Nullable, Text},
};

use crate::domain::{
    callback::{Callback, Conflict},
    douyin::{HistoryEntry, Notice},
    order::{Application, Order, OrderPayment, Payment, Refund, Ticket},
    taoxianda::SubOrder,
    working_set::WorkingSet,
};

use super::{
    ApplicationRow, BadValue, CallbackRow, ConflictRow, HistoryRow, NoticeRow, OrderPaymentRow,
    OrderRow, PaymentRow, RefundRow, SubOrderRow, TicketRow,
};

const NUMBERS: usize = 8;
const TEXTS: usize = 6;

macro_rules! any_row {
    ($($variant:ident($row:ident) of $table:literal { $($column:ident: $kind:ident),* $(,)? })*) => {
        /// A row of one of the tables.
        pub(in crate::store) enum AnyRow {
            $($variant($row)),*
        }

        /// One of the tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::store) enum Table {
            $($variant),*
        }

        impl Table {
            pub(in crate::store) const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in the database.
            pub(in crate::store) const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $table),*
                }
            }

            /// How each of its columns is selected, in their order.
            fn columns(self) -> Vec<Column> {
                match self {
                    $(Self::$variant => vec![$(Column::$kind(stringify!($column))),*]),*
                }
            }
        }

        impl<DB> QueryableByName<DB> for AnyRow
        where
            DB: Backend,
            i32: FromSql<Integer, DB>,
            i64: FromSql<BigInt, DB>,
            String: FromSql<Text, DB>,
        {
            fn build<'a>(row: &impl NamedRow<'a, DB>) -> deserialize::Result<Self> {
                let mut cells = Cells::of(row);
                let table = cells.table()?;
                $(if table == Table::$variant as i32 {
                    return Ok(Self::$variant($row { $($column: cells.$kind()?),* }));
                })*
                Err(format!("there is no table {table}").into())
            }
        }
    };
}

any_row! {
    Order(OrderRow) of "orders" {
        order_id: text,
        state: text,
        version: int8,
        agent: optional_text,
        pending_applications: int4,
        closed_by_refund: bool,
        last_event_at_us: int8,
        revision: int8,
        created_at_us: int8,
    }
    OrderPayment(OrderPaymentRow) of "order_payments" {
        order_id: text,
        trandeno: text,
        position: int4,
    }
    Payment(PaymentRow) of "payments" {
        trandeno: text,
        order_id: text,
        paid_fen: int8,
        refunded_fen: int8,
        pending_fen: int8,
    }
    Ticket(TicketRow) of "tickets" {
        order_id: text,
        ticketid: text,
        position: int4,
        price_fen: int8,
        gate_credential_issued: bool,
        fed_state: text,
        batchno: optional_text,
    }
    Refund(RefundRow) of "refunds" {
        order_id: text,
        batchno: text,
        whole_order: bool,
        amount_fen: int8,
        memory: optional_text,
        requested_at_us: int8,
    }
    Application(ApplicationRow) of "t_sp_yd_sxf" {
        trandeno: text,
        batchno: text,
        order_id: text,
        amount_fen: int8,
        status: text,
        actual_fen: optional_int8,
        created_at_us: int8,
        handled_at_us: optional_int8,
    }
    Callback(CallbackRow) of "epay_callbacks" {
        trandeno: text,
        batchno: text,
        refundmoney_fen: int8,
        state: text,
        reason: optional_text,
        attempts: int4,
        received_at_us: int8,
        applied_at_us: optional_int8,
        next_attempt_at_us: optional_int8,
        revision: int8,
    }
    Conflict(ConflictRow) of "epay_callback_conflicts" {
        trandeno: text,
        batchno: text,
        refundmoney_fen: int8,
        received_at_us: int8,
    }
    Notice(NoticeRow) of "douyin_notices" {
        order_id: text,
        certificate_id: text,
        code: text,
        total_count: int4,
        verify_count: int4,
        apply_time: int8,
        audit_time: int8,
        audit_result: int4,
        received_at_us: int8,
        history_length: int4,
        revision: int8,
    }
    History(HistoryRow) of "douyin_notice_history" {
        order_id: text,
        certificate_id: text,
        notice_number: int4,
        code: text,
        total_count: int4,
        verify_count: int4,
        apply_time: int8,
        audit_time: int8,
        audit_result: int4,
        received_at_us: int8,
        took_effect: bool,
    }
    SubOrder(SubOrderRow) of "taoxianda_refunds" {
        sub_biz_order_id: text,
        refund_goods_id: text,
        shop_id: text,
        fulfill_id: optional_text,
        refund_id: optional_text,
        sku_code: optional_text,
        actual_refund_quantity_millionths: int8,
        refund_amount_fen: int8,
        goods_returned: optional_bool,
        expect_fetch_sale_quantity_millionths: optional_int8,
        received_at_us: int8,
    }
}

impl AnyRow {
    /// Adds the row, as the database has it.
    pub(in crate::store) fn put_into(self, rows: &mut WorkingSet) -> Result<(), BadValue> {
        match self {
            Self::Order(row) => {
                let order = Order::try_from(row)?;
                rows.orders.load(order.order_id.clone(), order);
            }
            Self::OrderPayment(row) => {
                let link = OrderPayment::from(row);
                let key = (link.order_id.clone(), link.trandeno.clone());
                rows.order_payments.load(key, link);
            }
            Self::Payment(row) => {
                let payment = Payment::from(row);
                rows.payments.load(payment.trandeno.clone(), payment);
            }
            Self::Ticket(row) => {
                let ticket = Ticket::try_from(row)?;
                let key = (ticket.order_id.clone(), ticket.ticketid.clone());
                rows.tickets.load(key, ticket);
            }
            Self::Refund(row) => {
                let refund = Refund::from(row);
                let key = (refund.order_id.clone(), refund.batchno.clone());
                rows.refunds.load(key, refund);
            }
            Self::Application(row) => {
                let application = Application::try_from(row)?;
                rows.applications.load(application.key.clone(), application);
            }
            Self::Callback(row) => {
                let callback = Callback::try_from(row)?;
                rows.callbacks.load(callback.key.clone(), callback);
            }
            Self::Conflict(row) => {
                let conflict = Conflict::from(row);
                rows.conflicts.load(conflict.key.clone(), conflict);
            }
            Self::Notice(row) => {
                let notice = Notice::from(row);
                let certificate_id = notice.content.certificate_id.clone();
                let key = (notice.order_id.clone(), certificate_id);
                rows.douyin_notices.load(key, notice);
            }
            Self::History(row) => {
                let entry = HistoryEntry::from(row);
                let certificate_id = entry.content.certificate_id.clone();
                let key = (entry.order_id.clone(), certificate_id, entry.number);
                rows.douyin_history.load(key, entry);
            }
            Self::SubOrder(row) => {
                let sub_order = SubOrder::from(row);
                rows.taoxianda.load(sub_order.key.clone(), sub_order);
            }
        }
        Ok(())
    }
}

impl Table {
    /// What selects its columns in the common shape.
    pub(in crate::store) fn selection(self) -> String {
        let (mut numbers, mut texts) = (Vec::new(), Vec::new());
        for column in self.columns() {
            match column {
                Column::Number(selected) => numbers.push(selected),
                Column::Text(selected) => texts.push(selected),
            }
        }
        numbers.resize(NUMBERS, "CAST(NULL AS BIGINT)".to_owned());
        texts.resize(TEXTS, "CAST(NULL AS TEXT)".to_owned());
        let number = self as i32;
        format!(
            "SELECT {number}, {}, {}",
            numbers.join(", "),
            texts.join(", ")
        )
    }
}

/// How a column is selected.
enum Column {
    Number(String),
    Text(String),
}

impl Column {
    fn text(name: &str) -> Self {
        Self::Text(name.to_owned())
    }

    fn optional_text(name: &str) -> Self {
        Self::text(name)
    }

    fn int8(name: &str) -> Self {
        Self::Number(name.to_owned())
    }

    fn optional_int8(name: &str) -> Self {
        Self::int8(name)
    }

    fn int4(name: &str) -> Self {
        Self::Number(format!("CAST({name} AS BIGINT)"))
    }

    fn bool(name: &str) -> Self {
        Self::Number(format!("CAST(CAST({name} AS INTEGER) AS BIGINT)"))
    }

    fn optional_bool(name: &str) -> Self {
        Self::bool(name)
    }
}

/// The cells of a row, which are taken from left to right.
struct Cells<'r, R, DB> {
    row: &'r R,
    number: usize,
    text: usize,
    database: PhantomData<DB>,
}

impl<'r, 'a, R, DB> Cells<'r, R, DB>
where
    R: NamedRow<'a, DB>,
    DB: Backend,
    i32: FromSql<Integer, DB>,
    i64: FromSql<BigInt, DB>,
    String: FromSql<Text, DB>,
{
    fn of(row: &'r R) -> Self {
        Self {
            row,
            number: 1,
            text: 1 + NUMBERS,
            database: PhantomData,
        }
    }

    fn table(&self) -> deserialize::Result<i32> {
        self.cell::<Integer, _>(0)
    }

    fn optional_int8(&mut self) -> deserialize::Result<Option<i64>> {
        self.number += 1;
        self.cell::<Nullable<BigInt>, _>(self.number - 1)
    }

    fn int8(&mut self) -> deserialize::Result<i64> {
        Ok(self.optional_int8()?.ok_or(UnexpectedNullError)?)
    }

    fn int4(&mut self) -> deserialize::Result<i32> {
        Ok(i32::try_from(self.int8()?)?)
    }

    fn optional_bool(&mut self) -> deserialize::Result<Option<bool>> {
        Ok(self.optional_int8()?.map(|number| number != 0))
    }

    fn bool(&mut self) -> deserialize::Result<bool> {
        Ok(self.int8()? != 0)
    }

    fn optional_text(&mut self) -> deserialize::Result<Option<String>> {
        self.text += 1;
        self.cell::<Nullable<Text>, _>(self.text - 1)
    }

    fn text(&mut self) -> deserialize::Result<String> {
        Ok(self.optional_text()?.ok_or(UnexpectedNullError)?)
    }

    fn cell<S, T: FromSql<S, DB>>(&self, index: usize) -> deserialize::Result<T> {
        let cell = Row::get(self.row, index).ok_or("a column is missing")?;
        T::from_nullable_sql(cell.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_fits_the_common_shape() {
        for table in Table::ALL {
            let selected = table.selection();
            let columns = selected.split(", ").count();
            assert_eq!(columns, 1 + NUMBERS + TEXTS, "{}", table.name());
        }
    }
}
