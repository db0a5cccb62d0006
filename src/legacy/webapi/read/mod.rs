//! The readers: from a body to what the old server's action would have seen.

pub mod choose;
pub mod form;
pub mod newtonsoft;
