//! How statements are told which keys to look for: by an array in JSON, for there
//! are no others.

use std::{collections::BTreeSet, marker::PhantomData};

use diesel::{QueryResult, query_builder::AstPass, sql_types::Text};
use smol_str::SmolStr;

pub(super) use diesel::sqlite::Sqlite as Backend;

/// What stands around a list, after the column that is to have one of its keys.
pub(super) const IS_LISTED: [&str; 2] = [" IN (SELECT value FROM json_each(", "))"];

/// What stands around a selection, after the column that is to have one of its
/// values.
pub(super) const IS_SELECTED: [&str; 2] = [" IN (", ")"];

/// What stands before the number of a parameter.
pub(super) const PARAMETER: char = '?';

/// Keys, as one parameter.
pub(super) struct KeyList<'a> {
    json: String,
    keys: PhantomData<&'a str>,
}

impl<'a> KeyList<'a> {
    pub(super) fn new(keys: &'a BTreeSet<SmolStr>) -> Self {
        let json: serde_json::Value = keys.iter().map(SmolStr::as_str).collect();
        Self {
            json: json.to_string(),
            keys: PhantomData,
        }
    }

    pub(super) fn bind<'b>(&'b self, out: &mut AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        out.push_bind_param::<Text, _>(&self.json)
    }
}
