//! Who may call from outside.

use diesel::{
    prelude::{
        ExpressionMethods as _, OptionalExtension as _, QueryDsl as _, SelectableHelper as _,
    },
    sql_types::BigInt,
};
use diesel_async::RunQueryDsl as _;

use crate::store::{
    failure::Failure,
    partners::{PartnerRecord, TopAppRecord},
    query::{self, RunOn},
    rows::{PartnerRow, TopAppRow},
    schema::{partners, top_apps},
};

use super::{Connection, Database};

impl RunOn<Database> for query::GetPartner {
    async fn run_on(&self, connection: &Connection) -> Result<Option<PartnerRecord>, Failure> {
        let query = partners::table
            .find(&self.id)
            .select(PartnerRow::as_select());
        let row: Option<PartnerRow> = query
            .first(&mut *connection.turn().await)
            .await
            .optional()?;
        Ok(row.map(Into::into))
    }
}

impl RunOn<Database> for query::ListPartners {
    async fn run_on(&self, connection: &Connection) -> Result<Vec<PartnerRecord>, Failure> {
        let query = partners::table
            .order(partners::id)
            .select(PartnerRow::as_select());
        let rows: Vec<PartnerRow> = query.load(&mut *connection.turn().await).await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

impl RunOn<Database> for query::PutPartner {
    async fn run_on(&self, connection: &Connection) -> Result<bool, Failure> {
        let row = || PartnerRow::from(&self.partner);
        let insert = diesel::insert_into(partners::table).values(row());
        let mut turn = connection.turn().await;
        let written = if self.replace {
            let replace = insert.on_conflict(partners::id).do_update().set(row());
            replace.execute(&mut *turn).await?
        } else {
            insert.on_conflict_do_nothing().execute(&mut *turn).await?
        };
        Ok(written == 1)
    }
}

impl RunOn<Database> for query::DisablePartner {
    async fn run_on(&self, connection: &Connection) -> Result<bool, Failure> {
        let at = self.at.as_micros();
        let update = diesel::update(partners::table.find(&self.id))
            .set(partners::disabled_at_us.eq(at))
            .execute(&mut *connection.turn().await);
        Ok(update.await? == 1)
    }
}

impl RunOn<Database> for query::GetTopApp {
    async fn run_on(&self, connection: &Connection) -> Result<Option<TopAppRecord>, Failure> {
        let query = top_apps::table
            .find(&self.app_key)
            .select(TopAppRow::as_select());
        let row: Option<TopAppRow> = query
            .first(&mut *connection.turn().await)
            .await
            .optional()?;
        Ok(row.map(Into::into))
    }
}

impl RunOn<Database> for query::ListTopApps {
    async fn run_on(&self, connection: &Connection) -> Result<Vec<TopAppRecord>, Failure> {
        let query = top_apps::table
            .order(top_apps::app_key)
            .select(TopAppRow::as_select());
        let rows: Vec<TopAppRow> = query.load(&mut *connection.turn().await).await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

impl RunOn<Database> for query::PutTopApp {
    async fn run_on(&self, connection: &Connection) -> Result<bool, Failure> {
        let row = || TopAppRow::from(&self.app);
        let insert = diesel::insert_into(top_apps::table).values(row());
        let mut turn = connection.turn().await;
        let written = if self.replace {
            let replace = insert.on_conflict(top_apps::app_key).do_update().set(row());
            replace.execute(&mut *turn).await?
        } else {
            insert.on_conflict_do_nothing().execute(&mut *turn).await?
        };
        Ok(written == 1)
    }
}

impl RunOn<Database> for query::DisableTopApp {
    async fn run_on(&self, connection: &Connection) -> Result<bool, Failure> {
        let at = self.at.as_micros();
        let update = diesel::update(top_apps::table.find(&self.app_key))
            .set(top_apps::disabled_at_us.eq(at))
            .execute(&mut *connection.turn().await);
        Ok(update.await? == 1)
    }
}

/// The parameters are numbered in the order in which they stand, which is all
/// that `SQLite` goes by.
const PRUNE: &str = "
    DELETE FROM hawk_nonces WHERE (ts, partner_id, nonce_sha256) IN (
        SELECT ts, partner_id, nonce_sha256 FROM hawk_nonces
        WHERE ts < $1 ORDER BY ts LIMIT $2
    )";

impl RunOn<Database> for query::PruneNonces {
    async fn run_on(&self, connection: &Connection) -> Result<usize, Failure> {
        let delete = diesel::sql_query(PRUNE)
            .bind::<BigInt, _>(self.before)
            .bind::<BigInt, _>(self.limit);
        Ok(delete.execute(&mut *connection.turn().await).await?)
    }
}
