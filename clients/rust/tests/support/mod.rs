//! What the runner of the conformance cases is made of.

pub(crate) mod case;
pub(crate) mod server;
