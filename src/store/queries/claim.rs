//! Claiming callbacks that are due.

use diesel::{
    QueryableByName,
    sql_types::{BigInt, Text},
};
use diesel_async::RunQueryDsl as _;

use crate::{
    domain::{order::TradeKey, timestamp::Timestamp},
    store::failure::Failure,
};

use super::Connection;

/// The outer condition is the guard: whoever comes second finds the lease of
/// whoever came first, and takes nothing. The parameters are numbered in the
/// order in which they stand, which is all that `SQLite` goes by.
const CLAIM: &str = "
    UPDATE epay_callbacks SET next_attempt_at_us = $1
    WHERE (trandeno, batchno) IN (
        SELECT trandeno, batchno FROM epay_callbacks
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

/// Claims at most `limit` callbacks that are due at `now`.
pub(in crate::store) async fn claim(
    connection: &Connection,
    now: Timestamp,
    lease_until: Timestamp,
    limit: i64,
) -> Result<Vec<TradeKey>, Failure> {
    let query = diesel::sql_query(CLAIM)
        .bind::<BigInt, _>(lease_until.as_micros())
        .bind::<BigInt, _>(now.as_micros())
        .bind::<BigInt, _>(limit);
    let claimed: Vec<Claimed> = query.load(&mut *connection.turn().await).await?;
    let key = |claimed: Claimed| TradeKey {
        trandeno: claimed.trandeno,
        batchno: claimed.batchno,
    };
    Ok(claimed.into_iter().map(key).collect())
}
