//! Partners and applications.

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};

use crate::{
    domain::timestamp::Timestamp,
    store::{
        partners::{PartnerRecord, TopAppRecord},
        schema::{partners, top_apps},
    },
};

/// A row of `partners`.
#[derive(AsChangeset, Insertable, Queryable, Selectable)]
#[diesel(table_name = partners)]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(in crate::store) struct PartnerRow {
    pub id: String,
    pub algorithm: String,
    pub payload_hash_required: bool,
    pub sealed_key: Vec<u8>,
    pub created_at_us: i64,
    pub disabled_at_us: Option<i64>,
}

impl From<PartnerRow> for PartnerRecord {
    fn from(row: PartnerRow) -> Self {
        Self {
            id: row.id,
            algorithm: row.algorithm,
            payload_hash_required: row.payload_hash_required,
            sealed_key: row.sealed_key,
            created_at: Timestamp::from_micros(row.created_at_us),
            disabled_at: row.disabled_at_us.map(Timestamp::from_micros),
        }
    }
}

impl From<&PartnerRecord> for PartnerRow {
    fn from(partner: &PartnerRecord) -> Self {
        Self {
            id: partner.id.clone(),
            algorithm: partner.algorithm.clone(),
            payload_hash_required: partner.payload_hash_required,
            sealed_key: partner.sealed_key.clone(),
            created_at_us: partner.created_at.as_micros(),
            disabled_at_us: partner.disabled_at.map(Timestamp::as_micros),
        }
    }
}

/// A row of `top_apps`.
#[derive(AsChangeset, Insertable, Queryable, Selectable)]
#[diesel(table_name = top_apps, primary_key(app_key))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(in crate::store) struct TopAppRow {
    pub app_key: String,
    pub sealed_secret: Vec<u8>,
    pub created_at_us: i64,
    pub disabled_at_us: Option<i64>,
}

impl From<TopAppRow> for TopAppRecord {
    fn from(row: TopAppRow) -> Self {
        Self {
            app_key: row.app_key,
            sealed_secret: row.sealed_secret,
            created_at: Timestamp::from_micros(row.created_at_us),
            disabled_at: row.disabled_at_us.map(Timestamp::from_micros),
        }
    }
}

impl From<&TopAppRecord> for TopAppRow {
    fn from(app: &TopAppRecord) -> Self {
        Self {
            app_key: app.app_key.clone(),
            sealed_secret: app.sealed_secret.clone(),
            created_at_us: app.created_at.as_micros(),
            disabled_at_us: app.disabled_at.map(Timestamp::as_micros),
        }
    }
}
