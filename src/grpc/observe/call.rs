//! A call from its arrival to the end of its answer, and what is told of it.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use http::HeaderMap;
use tonic::Code;
use tracing::{Span, field};

use super::{Observer, span::CallSpan};
use crate::{
    grpc::methods::{Method, service_of},
    in_flight::Counted,
    metrics,
    trace_id::TraceId,
};

/// The services of gRPC itself: health and reflection.
const PLUMBING: &str = "grpc.";
/// What `--log-filter` calls the line per call.
const LOG_TARGET: &str = "rpc";

/// A call under way. Its end is recorded when this is dropped, so that a caller
/// who hangs up is recorded too.
pub(in crate::grpc) struct Call {
    method: Arc<Method>,
    peer: Option<SocketAddr>,
    started: Instant,
    pub(in crate::grpc) span: Span,
    /// For the collector; the one above is for the log.
    exported: Option<CallSpan>,
    /// Probes every few seconds, the reflection before each call of grpcurl, and
    /// what has a line already, are not worth a line.
    is_quiet: bool,
    /// None until the answer's status is known.
    pub(in crate::grpc) code: Option<Code>,
    /// Only calls to the contract are waited for when the server ends: those to
    /// health and reflection may last for ever.
    _counted: Option<Counted>,
}

impl Call {
    /// A call to the method at `path` begins.
    pub(in crate::grpc) fn begin(
        path: &str,
        headers: &HeaderMap,
        peer: Option<SocketAddr>,
        observer: &Observer,
    ) -> Self {
        let is_plumbing = service_of(path).starts_with(PLUMBING);
        let method = observer.methods.counted_at(path);
        let tracer = observer.tracer.as_ref().filter(|_| !is_plumbing);
        let exported = tracer.map(|tracer| CallSpan::begin(tracer, headers, &method.name, peer));
        let trace_id = exported.as_ref().and_then(CallSpan::trace_id);
        let trace_id = || trace_id.unwrap_or_else(|| TraceId::of(headers));
        let span = if observer.is_internal {
            tracing::debug_span!("rpc", trace_id = %trace_id(), rpc.method = %method.name)
        } else {
            tracing::info_span!(
                "rpc",
                trace_id = %trace_id(),
                rpc.method = %method.name,
                caller = field::Empty,
            )
        };
        Self {
            is_quiet: is_plumbing || observer.is_internal,
            _counted: method.is_ours.then(|| observer.in_flight.count()),
            method,
            peer,
            started: Instant::now(),
            span,
            exported,
            code: None,
        }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let status = self.code.unwrap_or(Code::Cancelled);
        let code = metrics::code_name(status);
        let duration = self.started.elapsed();
        self.method.durations.record(status, duration);
        if let Some(exported) = &mut self.exported {
            exported.end(status, code);
        }

        let method = &self.method.name;
        let duration_ms = milliseconds(duration);
        let peer = self.peer.map(|peer| field::display(peer.ip()));
        let _entered = self.span.enter();
        if self.is_quiet {
            tracing::debug!(
                target: LOG_TARGET,
                { rpc.response.status_code = code, duration_ms, network.peer.address = peer },
                "{method} {code}"
            );
        } else {
            tracing::info!(
                target: LOG_TARGET,
                { rpc.response.status_code = code, duration_ms, network.peer.address = peer },
                "{method} {code}"
            );
        }
    }
}

/// To the microsecond; more digits would be noise.
fn milliseconds(duration: Duration) -> f64 {
    let microseconds = u32::try_from(duration.as_micros()).unwrap_or(u32::MAX);
    f64::from(microseconds) / 1000.0
}
