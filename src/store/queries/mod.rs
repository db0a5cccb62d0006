//! Queries that every kind of database understands.
//!
//! Compiled once for each: `super` says what a connection is and how queries
//! are put to it, and diesel makes of them what that database speaks.

mod by_key;
mod claim;
mod load;
mod partners;
mod read;

pub(super) use claim::claim;
pub(super) use load::load;

use super::{Connection, Database, KEYS_PER_QUERY, keys};
