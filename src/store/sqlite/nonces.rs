//! Using up nonces, row by row in one go on a blocking thread.

use std::collections::BTreeSet;

use diesel::{ExpressionMethods as _, RunQueryDsl as _, SqliteConnection};

use crate::store::{
    failure::Failure,
    partners::HawkNonce,
    query::{ConsumeNonces, RunOn},
    schema::hawk_nonces::dsl::{hawk_nonces, nonce_sha256, partner_id, ts},
};

use super::{Connection, Database};

impl RunOn<Database> for ConsumeNonces {
    async fn run_on(&self, connection: &Connection) -> Result<BTreeSet<HawkNonce>, Failure> {
        let nonces = self.nonces.clone();
        let mut turn = connection.turn().await;
        let writing = turn.spawn_blocking(move |raw| Ok(consume(raw, nonces)));
        writing.await?
    }
}

fn consume(
    connection: &mut SqliteConnection,
    nonces: BTreeSet<HawkNonce>,
) -> Result<BTreeSet<HawkNonce>, Failure> {
    let mut used = BTreeSet::new();
    for nonce in nonces {
        let insert = diesel::insert_into(hawk_nonces)
            .values((
                partner_id.eq(&nonce.partner_id),
                ts.eq(nonce.ts),
                nonce_sha256.eq(&nonce.nonce_sha256[..]),
            ))
            .on_conflict_do_nothing();
        if insert.execute(connection)? == 0 {
            used.insert(nonce);
        }
    }
    Ok(used)
}
