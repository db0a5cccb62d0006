//! The readers: from a body to what the old server's action would have seen.

pub mod bson;
pub mod choose;
pub mod form;
pub mod json;
pub mod newtonsoft;
pub mod xml;
