//! Claiming callbacks that are due.

use std::collections::BTreeSet;

use diesel::{
    QueryableByName,
    prelude::{ExpressionMethods as _, QueryDsl as _, SelectableHelper as _},
    sql_types::{BigInt, Text},
};
use diesel_async::RunQueryDsl as _;

use crate::{
    domain::{callback::Callback, order::TradeKey, timestamp::Timestamp},
    store::{
        failure::Failure,
        open::is_open,
        rows::{BatchRow, OpenRow},
        schema::{epay_callback_batches, epay_callbacks_open},
    },
};

use super::{Connection, by_key};

/// How many batches that were left behind one look takes: more than there are
/// lanes, so that one look is enough after most accidents.
const BATCHES: i64 = 64;

/// The outer condition is the guard: whoever comes second finds the lease of
/// whoever came first, and takes nothing. The parameters are numbered in the
/// order in which they stand, which is all that `SQLite` goes by.
const CLAIM: &str = "
    UPDATE epay_callbacks_open SET next_attempt_at_us = $1
    WHERE (trandeno, batchno) IN (
        SELECT trandeno, batchno FROM epay_callbacks_open
        WHERE next_attempt_at_us <= $2
        ORDER BY next_attempt_at_us
        LIMIT $3
    )
    AND next_attempt_at_us <= $2
    RETURNING trandeno, batchno";

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = Text)]
    trandeno: String,
    #[diesel(sql_type = Text)]
    batchno: String,
}

/// Claims at most `limit` callbacks that are due at `now`, and answers those of them
/// that are still open, or `None` if none was due.
pub(in crate::store) async fn claim(
    connection: &Connection,
    now: Timestamp,
    lease_until: Timestamp,
    limit: i64,
) -> Result<Option<Vec<TradeKey>>, Failure> {
    take_over_batches(connection, now).await?;
    let query = diesel::sql_query(CLAIM)
        .bind::<BigInt, _>(lease_until.as_micros())
        .bind::<BigInt, _>(now.as_micros())
        .bind::<BigInt, _>(limit);
    let claimed: Vec<Claimed> = query.load(&mut *connection.turn().await).await?;
    let key = |claimed: Claimed| TradeKey::new(claimed.trandeno, claimed.batchno);
    let claimed: BTreeSet<_> = claimed.into_iter().map(key).collect();
    if claimed.is_empty() {
        return Ok(None);
    }
    without_closed(connection, claimed).await.map(Some)
}

/// Lists the callbacks of batches that were left behind one by one. Whatever
/// breaks off here is done again: a batch ends last, and any number of instances
/// may be at it.
async fn take_over_batches(connection: &Connection, now: Timestamp) -> Result<(), Failure> {
    use epay_callback_batches::{batch_id, due_at_us, table};

    let query = table
        .filter(due_at_us.le(now.as_micros()))
        .order(due_at_us)
        .limit(BATCHES)
        .select(BatchRow::as_select());
    let left_behind: Vec<BatchRow> = query.load(&mut *connection.turn().await).await?;
    for batch in left_behind {
        let keys = batch.keys()?;
        for callback in callbacks(connection, &keys).await? {
            if is_open(&callback) {
                let mut row = OpenRow::from(&callback);
                // As due as the batch, unless it waits for an operator by now.
                row.next_attempt_at_us = row.next_attempt_at_us.map(|_| batch.due_at_us);
                let listing = diesel::insert_into(epay_callbacks_open::table)
                    .values(row)
                    .on_conflict_do_nothing();
                listing.execute(&mut *connection.turn().await).await?;
            }
        }
        let ending = diesel::delete(table.filter(batch_id.eq(&batch.batch_id)));
        ending.execute(&mut *connection.turn().await).await?;
    }
    Ok(())
}

/// Takes those off the list that were applied without it: by a lane that came to
/// its end only after its batch had been taken over.
async fn without_closed(
    connection: &Connection,
    mut claimed: BTreeSet<TradeKey>,
) -> Result<Vec<TradeKey>, Failure> {
    use epay_callbacks_open::{batchno, table, trandeno};

    for callback in callbacks(connection, &claimed).await? {
        if is_open(&callback) {
            continue;
        }
        let key = callback.key;
        let listed = table
            .filter(trandeno.eq(key.trandeno.as_str()))
            .filter(batchno.eq(key.batchno.as_str()));
        let closing = diesel::delete(listed);
        closing.execute(&mut *connection.turn().await).await?;
        claimed.remove(&key);
    }
    Ok(claimed.into_iter().collect())
}

async fn callbacks(
    connection: &Connection,
    keys: &BTreeSet<TradeKey>,
) -> Result<Vec<Callback>, Failure> {
    let trades: BTreeSet<_> = keys.iter().map(|key| key.trandeno.as_str()).collect();
    let trades: Vec<_> = trades.into_iter().collect();
    let mut callbacks = by_key::callbacks(connection, &trades).await?;
    callbacks.retain(|callback| keys.contains(&callback.key));
    Ok(callbacks)
}
