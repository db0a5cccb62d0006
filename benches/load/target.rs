//! Where the load goes.

use std::net::SocketAddr;

use crate::workload::Protocol;

/// A server that answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// What it is spoken to in.
    pub(crate) protocol: Protocol,
    /// Over how many connections; of HTTP each call in flight has its own.
    pub(crate) connections: usize,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It took effect, and the answer says so.
    Done,
    /// Refused because there is too much to do.
    Refused,
}

/// A call that ended otherwise: then the figures are worth nothing.
pub(crate) type Failure = Box<dyn std::error::Error>;
