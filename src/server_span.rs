//! The span of something that a caller asked for, as OpenTelemetry's
//! conventions for servers describe it.

use std::{borrow::Cow, net::SocketAddr};

use http::{HeaderMap, HeaderName, HeaderValue};
use opentelemetry::{
    Context, KeyValue, TraceFlags,
    propagation::{Extractor, TextMapPropagator as _},
    trace::{Span as _, SpanKind, Status, Tracer as _},
};
use opentelemetry_sdk::{
    propagation::TraceContextPropagator,
    trace::{SdkTracer, Span},
};

use crate::trace_id::TraceId;

/// A span until its end.
#[derive(Debug)]
pub struct ServerSpan(Span);

impl ServerSpan {
    /// Begins a span, in the caller's trace if `headers` tell one.
    #[must_use]
    pub fn begin(
        tracer: &SdkTracer,
        headers: &HeaderMap,
        name: String,
        mut attributes: Vec<KeyValue>,
        peer: Option<SocketAddr>,
    ) -> Self {
        let caller = Context::new();
        let caller = TraceContextPropagator::new().extract_with_context(&caller, &Headers(headers));
        if let Some(peer) = peer {
            let address = peer.ip().to_canonical().to_string();
            attributes.push(KeyValue::new("network.peer.address", address));
            attributes.push(KeyValue::new("network.peer.port", i64::from(peer.port())));
        }
        let span = tracer
            .span_builder(name)
            .with_kind(SpanKind::Server)
            .with_attributes(attributes)
            .start_with_context(tracer, &caller);
        Self(span)
    }

    /// The trace that the span belongs to, whether or not it is sampled.
    #[must_use]
    pub fn trace_id(&self) -> Option<TraceId> {
        let context = self.0.span_context();
        context.is_valid().then(|| context.trace_id().into())
    }

    /// What makes the spans of others children of this one.
    #[must_use]
    pub fn traceparent(&self) -> Option<HeaderValue> {
        let context = self.0.span_context();
        let (trace, span) = (context.trace_id(), context.span_id());
        let flags = context.trace_flags() & TraceFlags::SAMPLED;
        let text = format!("00-{trace}-{span}-{:02x}", flags.to_u8());
        let is_valid = context.is_valid();
        is_valid.then(|| HeaderValue::try_from(text).ok()).flatten()
    }

    /// Gives the span the name that was not known at its beginning.
    pub fn rename(&mut self, name: impl Into<Cow<'static, str>>) {
        self.0.update_name(name);
    }

    /// Adds what was not known at its beginning.
    pub fn set(&mut self, attribute: KeyValue) {
        self.0.set_attribute(attribute);
    }

    /// Ends the span. `error_type` names the server's own failure, if there was
    /// one: callers' mistakes are none.
    pub fn end(&mut self, error_type: Option<String>) {
        if let Some(error_type) = error_type {
            self.0
                .set_attribute(KeyValue::new("error.type", error_type));
            self.0.set_status(Status::error(""));
        }
        self.0.end();
    }
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(HeaderName::as_str).collect()
    }
}
