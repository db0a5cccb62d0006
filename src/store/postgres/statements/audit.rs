//! Audit events.

use crate::{
    domain::audit::Event,
    store::{
        postgres::arrays::{Write, int8, owned_text, text},
        rows::attributes_json,
    },
};

const INSERT: &str = "
    INSERT INTO audit_events (stream, recorded_at_us, kind, attributes)
    SELECT * FROM {} AS u";

pub(in crate::store::postgres) fn insert<'a>(rows: &[&'a Event]) -> Write<'a> {
    Write::new(INSERT, rows)
        .with(owned_text(rows, |row| row.stream.key()))
        .with(int8(rows, |row| row.recorded_at.as_micros()))
        .with(text(rows, |row: &Event| row.kind.as_str()))
        .with(owned_text(rows, attributes_json))
}
