//! Using up nonces: one statement for any number of them.

use std::collections::BTreeSet;

use diesel::{
    QueryResult,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    result::{DatabaseErrorKind, Error as DieselError},
    sql_types::{Array, BigInt, Binary, Text},
};
use diesel_async::RunQueryDsl as _;

use crate::store::{
    failure::Failure,
    partners::HawkNonce,
    query::{ConsumeNonces, RunOn},
};

use super::{Connection, Database};

/// Adds rows. The nonces come sorted, so that two instances with the same ones wait
/// for each other in one direction only.
struct Add<'a> {
    partner_ids: Vec<&'a str>,
    ts: Vec<i64>,
    nonces: Vec<&'a [u8]>,
    /// What is done about those that are there, and what is answered.
    rest: &'static str,
}

/// Nobody sends the same nonce twice but to try us, and to look for each before it
/// is added takes half as long again. So all are added, or none.
const ALL: &str = "";
/// Answers those that were added.
const NEW: &str = " ON CONFLICT DO NOTHING RETURNING ts, partner_id, nonce_sha256";

impl<'a> Add<'a> {
    fn new(nonces: &'a BTreeSet<HawkNonce>, rest: &'static str) -> Self {
        let each = || nonces.iter();
        Self {
            partner_ids: each().map(|nonce| &*nonce.partner_id).collect(),
            ts: each().map(|nonce| nonce.ts).collect(),
            nonces: each().map(|nonce| &nonce.nonce_sha256[..]).collect(),
            rest,
        }
    }
}

impl QueryFragment<Pg> for Add<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("INSERT INTO hawk_nonces (ts, partner_id, nonce_sha256) SELECT UNNEST(");
        out.push_bind_param::<Array<BigInt>, _>(&self.ts)?;
        out.push_sql("), UNNEST(");
        out.push_bind_param::<Array<Text>, _>(&self.partner_ids)?;
        out.push_sql("), UNNEST(");
        out.push_bind_param::<Array<Binary>, _>(&self.nonces)?;
        out.push_sql(")");
        out.push_sql(self.rest);
        Ok(())
    }
}

/// Prepared once: its text is the same for any number of nonces.
impl QueryId for Add<'_> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Add<'_> {
    type SqlType = (BigInt, Text, Binary);
}

impl RunOn<Database> for ConsumeNonces {
    async fn run_on(&self, connection: &Connection) -> Result<BTreeSet<HawkNonce>, Failure> {
        let mut turn = connection.turn().await;
        match Add::new(&self.nonces, ALL).execute(&mut *turn).await {
            Ok(_) => return Ok(BTreeSet::new()),
            Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {}
            Err(error) => return Err(error.into()),
        }
        let added: Vec<(i64, String, Vec<u8>)> =
            Add::new(&self.nonces, NEW).load(&mut *turn).await?;
        let added = added.into_iter().map(|(ts, partner_id, nonce)| HawkNonce {
            partner_id,
            ts,
            // It is what was written.
            nonce_sha256: nonce.try_into().unwrap_or_default(),
        });
        Ok(self.nonces.difference(&added.collect()).cloned().collect())
    }
}
