//! The span of a call, as OpenTelemetry's conventions for gRPC describe it.

use std::net::SocketAddr;

use http::HeaderMap;
use opentelemetry::KeyValue;
use opentelemetry_sdk::trace::SdkTracer;
use tonic::Code;

use crate::{grpc::methods::OTHER, server_span::ServerSpan, trace_id::TraceId};

/// `rpc.system.name`.
const SYSTEM: &str = "grpc";

/// A call's span until its end.
pub(super) struct CallSpan(ServerSpan);

impl CallSpan {
    /// Begins a span, in the caller's trace if it has one.
    pub(super) fn begin(
        tracer: &SdkTracer,
        headers: &HeaderMap,
        method: &str,
        peer: Option<SocketAddr>,
    ) -> Self {
        let attributes = vec![
            KeyValue::new("rpc.system.name", SYSTEM),
            KeyValue::new("rpc.method", method.to_owned()),
        ];
        let name = if method == OTHER { SYSTEM } else { method };
        let span = ServerSpan::begin(tracer, headers, name.to_owned(), attributes, peer);
        Self(span)
    }

    /// The trace that the span belongs to, whether or not it is sampled.
    pub(super) fn trace_id(&self) -> Option<TraceId> {
        self.0.trace_id()
    }

    /// Ends the span with a status.
    pub(super) fn end(&mut self, code: Code, code_name: &'static str) {
        let status = KeyValue::new("rpc.response.status_code", code_name);
        self.0.set(status);
        let failed = is_failure_of_server(code);
        self.0.end(failed.then(|| code_name.to_owned()));
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
