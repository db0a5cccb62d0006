//! One log line, one measurement and one span per request, whatever becomes of
//! it.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use http::{Method, Request, Response, StatusCode};
use opentelemetry::KeyValue;
use opentelemetry_sdk::trace::SdkTracer;
use tracing::{Span, field};

use super::handler::Route;
use crate::{metrics, server_span::ServerSpan, trace_id::Trace};

/// What `--log-filter` calls the line per request.
const LOG_TARGET: &str = "http";
/// What a method or a route that is none of ours is called in metrics and logs,
/// so that nobody can fill them with made-up names. OpenTelemetry's word.
const OTHER: &str = "_OTHER";

/// A request under way. Its end is recorded when this is dropped, so that a
/// caller who hangs up is recorded too.
pub(super) struct Exchange {
    method: &'static str,
    peer: SocketAddr,
    started: Instant,
    pub(super) trace: Trace,
    pub(super) span: Span,
    /// For the collector; the one above is for the log.
    exported: Option<ServerSpan>,
    /// Probes and scrapes every few seconds are not worth a line.
    is_quiet: bool,
    route: &'static str,
    /// None until there is an answer.
    status: Option<StatusCode>,
}

impl Exchange {
    /// `is_own` tells a request for the listener's own pages.
    pub(super) fn begin<B>(
        request: &Request<B>,
        peer: SocketAddr,
        tracer: Option<&SdkTracer>,
        is_own: bool,
    ) -> Self {
        let method = method_name(request.method());
        let headers = request.headers();
        let tracer = tracer.filter(|_| !is_own);
        let exported = tracer.map(|tracer| {
            let attributes = vec![
                KeyValue::new("http.request.method", method),
                KeyValue::new("url.scheme", metrics::HTTP_SCHEME),
            ];
            ServerSpan::begin(tracer, headers, method.to_owned(), attributes, Some(peer))
        });
        let trace = exported.as_ref().and_then(trace_of);
        let trace = trace.unwrap_or_else(|| Trace::of(headers));
        metrics::http_request_begun(method);
        Self {
            span: tracing::info_span!("http", trace_id = %trace.id, caller = field::Empty),
            method,
            peer,
            started: Instant::now(),
            trace,
            exported,
            is_quiet: is_own,
            route: OTHER,
            status: None,
        }
    }

    /// Notes what the answer is.
    pub(super) fn answered<B>(&mut self, response: &Response<B>) {
        self.status = Some(response.status());
        if let Some(Route(route)) = response.extensions().get() {
            self.route = route;
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let duration = self.started.elapsed();
        let (method, route) = (self.method, self.route);
        let code = self.status.map(|status| status.as_u16());
        metrics::http_request(method, route, code, duration);
        if let Some(exported) = &mut self.exported {
            end(exported, method, route, self.status);
        }

        let shown = code.map_or("cancelled".to_owned(), |code| code.to_string());
        let duration_ms = milliseconds(duration);
        let peer = self.peer.ip().to_canonical();
        let _entered = self.span.enter();
        if self.is_quiet {
            tracing::debug!(
                target: LOG_TARGET,
                {
                    http.request.method = method,
                    http.route = route,
                    http.response.status_code = code,
                    duration_ms,
                    network.peer.address = %peer,
                },
                "{method} {route} {shown}"
            );
        } else {
            tracing::info!(
                target: LOG_TARGET,
                {
                    http.request.method = method,
                    http.route = route,
                    http.response.status_code = code,
                    duration_ms,
                    network.peer.address = %peer,
                },
                "{method} {route} {shown}"
            );
        }
    }
}

fn trace_of(span: &ServerSpan) -> Option<Trace> {
    Some(Trace {
        id: span.trace_id()?,
        traceparent: span.traceparent()?,
    })
}

fn end(
    span: &mut ServerSpan,
    method: &'static str,
    route: &'static str,
    status: Option<StatusCode>,
) {
    if route != OTHER {
        span.rename(format!("{method} {route}"));
        span.set(KeyValue::new("http.route", route));
    }
    let Some(status) = status else {
        return span.end(None);
    };
    let code = i64::from(status.as_u16());
    span.set(KeyValue::new("http.response.status_code", code));
    let is_ours = status.is_server_error();
    span.end(is_ours.then(|| status.as_str().to_owned()));
}

/// The methods that RFC 9110 and RFC 5789 name.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::CONNECT => "CONNECT",
        Method::OPTIONS => "OPTIONS",
        Method::TRACE => "TRACE",
        Method::PATCH => "PATCH",
        _ => OTHER,
    }
}

/// To the microsecond; more digits would be noise.
fn milliseconds(duration: Duration) -> f64 {
    let microseconds = u32::try_from(duration.as_micros()).unwrap_or(u32::MAX);
    f64::from(microseconds) / 1000.0
}
