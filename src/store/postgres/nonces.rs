//! Using up nonces: one statement for any number of them.

use std::collections::BTreeSet;

use diesel::{
    QueryResult,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{Array, BigInt, Binary, Text},
};
use diesel_async::RunQueryDsl as _;

use crate::store::{
    failure::Failure,
    partners::HawkNonce,
    query::{ConsumeNonces, RunOn},
};

use super::{Connection, Database};

/// The nonces come sorted, so that two instances with the same ones wait for
/// each other in one direction only.
struct Consume<'a> {
    partner_ids: Vec<&'a str>,
    ts: Vec<i64>,
    nonces: Vec<&'a [u8]>,
}

impl QueryFragment<Pg> for Consume<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "INSERT INTO hawk_nonces (partner_id, ts, nonce_sha256) SELECT * FROM UNNEST(",
        );
        out.push_bind_param::<Array<Text>, _>(&self.partner_ids)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.ts)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Binary>, _>(&self.nonces)?;
        out.push_sql(") ON CONFLICT DO NOTHING RETURNING partner_id, ts, nonce_sha256");
        Ok(())
    }
}

/// Prepared once: its text is the same for any number of nonces.
impl QueryId for Consume<'_> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Consume<'_> {
    type SqlType = (Text, BigInt, Binary);
}

impl RunOn<Database> for ConsumeNonces {
    async fn run_on(&self, connection: &Connection) -> Result<BTreeSet<HawkNonce>, Failure> {
        let nonces = || self.nonces.iter();
        let consume = Consume {
            partner_ids: nonces().map(|nonce| &*nonce.partner_id).collect(),
            ts: nonces().map(|nonce| nonce.ts).collect(),
            nonces: nonces().map(|nonce| &nonce.nonce_sha256[..]).collect(),
        };
        let rows: Vec<(String, i64, Vec<u8>)> = consume.load(&mut *connection.turn().await).await?;
        let consumed = rows.into_iter().map(|(partner_id, ts, nonce)| HawkNonce {
            partner_id,
            ts,
            // It is what was written.
            nonce_sha256: nonce.try_into().unwrap_or_default(),
        });
        Ok(consumed.collect())
    }
}
