//! Writing a working set back.

use diesel::{
    ExpressionMethods as _, QueryDsl as _, QueryResult, RunQueryDsl as _, SqliteConnection,
};

use crate::{
    domain::working_set::WorkingSet,
    store::{
        failure::Failure,
        open::OpenChanges,
        rows::{
            ApplicationRow, CallbackRow, ConflictRow, EventRow, HistoryRow, NoticeRow,
            OrderPaymentRow, OrderRow, PaymentRow, RefundRow, SubOrderRow, TicketRow,
        },
        schema::{
            applications, audit_events, douyin_notice_history, douyin_notices,
            epay_callback_batches, epay_callback_conflicts, epay_callbacks, epay_callbacks_open,
            order_payments, orders, payments, refunds, taoxianda_refunds, tickets,
        },
    },
};

use super::Connection;

/// Writes what changed, row by row, in one go on a blocking thread.
pub(super) async fn write(
    connection: &Connection,
    rows: WorkingSet,
    open: OpenChanges,
) -> Result<(), Failure> {
    let mut turn = connection.turn().await;
    let writing = turn.spawn_blocking(move |raw| Ok(write_all(raw, &rows, &open)));
    writing.await?
}

fn write_all(
    connection: &mut SqliteConnection,
    rows: &WorkingSet,
    open: &OpenChanges,
) -> Result<(), Failure> {
    write_guards(connection, rows)?;
    write_parts(connection, rows)?;
    write_records(connection, rows)?;
    write_open(connection, open)
}

/// The list of open callbacks.
fn write_open(connection: &mut SqliteConnection, open: &OpenChanges) -> Result<(), Failure> {
    for row in &open.opened {
        diesel::insert_into(epay_callbacks_open::table)
            .values(row)
            .on_conflict((epay_callbacks_open::trandeno, epay_callbacks_open::batchno))
            .do_update()
            .set(row)
            .execute(connection)?;
    }
    for key in &open.closed {
        let row = epay_callbacks_open::table.find((key.trandeno.as_str(), key.batchno.as_str()));
        diesel::delete(row).execute(connection)?;
    }
    if let Some(batch) = &open.begun {
        diesel::insert_into(epay_callback_batches::table)
            .values(batch)
            .execute(connection)?;
    }
    if let Some(batch_id) = &open.ended {
        diesel::delete(epay_callback_batches::table.find(batch_id)).execute(connection)?;
    }
    Ok(())
}

/// Every row has to be affected, and by one statement exactly once: otherwise a
/// guard did not hold.
fn one(affected: QueryResult<usize>, table: &'static str) -> Result<(), Failure> {
    match affected {
        Ok(1) => Ok(()),
        Ok(_) => Err(Failure::LostGuard(table.into())),
        Err(error) => Err(error.into()),
    }
}

macro_rules! insert {
    ($connection:ident, $table:ident, $rows:expr, $row:ident) => {
        for row in $rows {
            let affected = diesel::insert_into($table::table)
                .values($row::from(row))
                .on_conflict_do_nothing()
                .execute($connection);
            one(affected, stringify!($table))?;
        }
    };
}

/// Rows with revisions of their own.
fn write_guards(connection: &mut SqliteConnection, rows: &WorkingSet) -> Result<(), Failure> {
    for (loaded, now) in rows.orders.updated() {
        let row = orders::table
            .find(loaded.order_id.as_str())
            .filter(orders::revision.eq(loaded.revision));
        let update = diesel::update(row).set(OrderRow::from(now));
        one(update.execute(connection), "orders")?;
    }
    insert!(connection, orders, rows.orders.inserted(), OrderRow);
    for (loaded, now) in rows.callbacks.updated() {
        let row = epay_callbacks::table
            .find((loaded.key.trandeno.as_str(), loaded.key.batchno.as_str()))
            .filter(epay_callbacks::revision.eq(loaded.revision));
        let update = diesel::update(row).set(CallbackRow::from(now));
        one(update.execute(connection), "epay_callbacks")?;
    }
    insert!(
        connection,
        epay_callbacks,
        rows.callbacks.inserted(),
        CallbackRow
    );
    for (loaded, now) in rows.douyin_notices.updated() {
        let row = douyin_notices::table
            .find((
                loaded.order_id.as_str(),
                loaded.content.certificate_id.as_str(),
            ))
            .filter(douyin_notices::revision.eq(loaded.revision));
        let update = diesel::update(row).set(NoticeRow::from(now));
        one(update.execute(connection), "douyin_notices")?;
    }
    insert!(
        connection,
        douyin_notices,
        rows.douyin_notices.inserted(),
        NoticeRow
    );
    Ok(())
}

/// What belongs to orders, and is guarded by their revisions.
fn write_parts(connection: &mut SqliteConnection, rows: &WorkingSet) -> Result<(), Failure> {
    for (_, now) in rows.payments.updated() {
        let row = payments::table.find(now.trandeno.as_str());
        let update = diesel::update(row).set(PaymentRow::from(now));
        one(update.execute(connection), "payments")?;
    }
    insert!(connection, payments, rows.payments.inserted(), PaymentRow);
    insert!(
        connection,
        order_payments,
        rows.order_payments.inserted(),
        OrderPaymentRow
    );
    for (_, now) in rows.tickets.updated() {
        let row = tickets::table.find((now.order_id.as_str(), now.ticketid.as_str()));
        let update = diesel::update(row).set(TicketRow::from(now));
        one(update.execute(connection), "tickets")?;
    }
    insert!(connection, tickets, rows.tickets.inserted(), TicketRow);
    for (_, now) in rows.refunds.updated() {
        let row = refunds::table.find((now.order_id.as_str(), now.batchno.as_str()));
        let update = diesel::update(row).set(RefundRow::from(now));
        one(update.execute(connection), "refunds")?;
    }
    insert!(connection, refunds, rows.refunds.inserted(), RefundRow);
    for (_, now) in rows.applications.updated() {
        let row = applications::table.find((now.key.trandeno.as_str(), now.key.batchno.as_str()));
        let update = diesel::update(row).set(ApplicationRow::from(now));
        one(update.execute(connection), "t_sp_yd_sxf")?;
    }
    insert!(
        connection,
        applications,
        rows.applications.inserted(),
        ApplicationRow
    );
    Ok(())
}

/// What is only ever added.
fn write_records(connection: &mut SqliteConnection, rows: &WorkingSet) -> Result<(), Failure> {
    insert!(
        connection,
        epay_callback_conflicts,
        rows.conflicts.inserted(),
        ConflictRow
    );
    insert!(
        connection,
        douyin_notice_history,
        rows.douyin_history.inserted(),
        HistoryRow
    );
    insert!(
        connection,
        taoxianda_refunds,
        rows.taoxianda.inserted(),
        SubOrderRow
    );
    insert!(connection, audit_events, rows.events(), EventRow);
    Ok(())
}
