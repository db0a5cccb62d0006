//! What answers everything but the listener's own pages.

use std::{future::Future, net::SocketAddr};

use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Bytes;

use super::body::RequestBody;
use crate::trace_id::Trace;

/// Answers requests. The URI of a request is its target as it was sent:
/// percent-encoding, empty queries and all.
pub trait Handler: Send + Sync + 'static {
    /// Answers one request of `peer`. The answer may carry a [`Route`].
    fn handle(
        &self,
        request: Request<RequestBody>,
        peer: SocketAddr,
        trace: Trace,
    ) -> impl Future<Output = Response<Full<Bytes>>> + Send;
}

/// The template of the path that an answer belongs to, among the extensions of
/// the response. Logs and metrics show it instead of the path, which anybody
/// may fill with anything.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Route(pub &'static str);
