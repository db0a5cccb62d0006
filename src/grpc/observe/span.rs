//! The span of a call, as OpenTelemetry's conventions for gRPC describe it.

use std::net::SocketAddr;

use http::HeaderMap;
use opentelemetry::{
    Context, KeyValue,
    propagation::{Extractor, TextMapPropagator as _},
    trace::{Span as _, SpanKind, Status, Tracer as _},
};
use opentelemetry_sdk::{
    propagation::TraceContextPropagator,
    trace::{SdkTracer, Span},
};
use tonic::Code;

use crate::{grpc::methods::OTHER, trace_id::TraceId};

/// `rpc.system.name`.
const SYSTEM: &str = "grpc";

/// A call's span until its end.
pub(super) struct CallSpan(Span);

impl CallSpan {
    /// Begins a span, in the caller's trace if it has one.
    pub(super) fn begin(
        tracer: &SdkTracer,
        headers: &HeaderMap,
        method: &str,
        peer: Option<SocketAddr>,
    ) -> Self {
        let caller = Context::new();
        let caller = TraceContextPropagator::new().extract_with_context(&caller, &Headers(headers));
        let mut attributes = vec![
            KeyValue::new("rpc.system.name", SYSTEM),
            KeyValue::new("rpc.method", method.to_owned()),
        ];
        if let Some(peer) = peer {
            attributes.push(KeyValue::new("network.peer.address", peer.ip().to_string()));
            attributes.push(KeyValue::new("network.peer.port", i64::from(peer.port())));
        }
        let name = if method == OTHER { SYSTEM } else { method };
        let span = tracer
            .span_builder(name.to_owned())
            .with_kind(SpanKind::Server)
            .with_attributes(attributes)
            .start_with_context(tracer, &caller);
        Self(span)
    }

    /// The trace that the span belongs to, whether or not it is sampled.
    pub(super) fn trace_id(&self) -> Option<TraceId> {
        let context = self.0.span_context();
        context.is_valid().then(|| context.trace_id().into())
    }

    /// Ends the span with a status.
    pub(super) fn end(&mut self, code: Code, code_name: &'static str) {
        let status = KeyValue::new("rpc.response.status_code", code_name);
        self.0.set_attribute(status);
        if is_failure_of_server(code) {
            self.0.set_attribute(KeyValue::new("error.type", code_name));
            self.0.set_status(Status::error(""));
        }
        self.0.end();
    }
}

/// The other statuses tell callers of their own mistakes.
fn is_failure_of_server(code: Code) -> bool {
    matches!(
        code,
        Code::Unknown
            | Code::DeadlineExceeded
            | Code::Unimplemented
            | Code::Internal
            | Code::Unavailable
            | Code::DataLoss
    )
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}
