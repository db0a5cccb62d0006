//! How statements are told which keys to look for: by an array.

use std::collections::BTreeSet;

use diesel::{
    QueryResult,
    query_builder::AstPass,
    sql_types::{Array, Text},
};
use smol_str::SmolStr;

pub(super) use diesel::pg::Pg as Backend;

/// What stands around a list, after the column that is to have one of its keys.
pub(super) const IS_LISTED: [&str; 2] = [" = ANY(", ")"];

/// What stands around a selection, after the column that is to have one of its
/// values. Looked up by an index like a list, whatever the planner thinks of it.
pub(super) const IS_SELECTED: [&str; 2] = [" = ANY(ARRAY(", "))"];

/// What stands before the number of a parameter.
pub(super) const PARAMETER: char = '$';

/// Keys, as one parameter.
pub(super) struct KeyList<'a>(Vec<&'a str>);

impl<'a> KeyList<'a> {
    pub(super) fn new(keys: &'a BTreeSet<SmolStr>) -> Self {
        Self(keys.iter().map(SmolStr::as_str).collect())
    }

    pub(super) fn bind<'b>(&'b self, out: &mut AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        out.push_bind_param::<Array<Text>, _>(&self.0)
    }
}
