//! The listener's own pages: `/metrics` for Prometheus, `/healthz` and
//! `/readyz` for load balancers.

use std::net::SocketAddr;

use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Bytes;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::watch;

use super::handler::Route;
use crate::peers::Peers;

/// The version of the text format that the exporter writes.
const METRICS_TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";
const PLAIN_TEXT: &str = "text/plain; charset=utf-8";

/// What the pages show, and to whom.
#[derive(Clone, Debug)]
pub struct Pages {
    /// What is measured.
    pub metrics: PrometheusHandle,
    /// Who may read `/metrics`.
    pub metrics_access: Peers,
    /// Whether the process is being stopped.
    pub draining: watch::Receiver<bool>,
    /// Whether what the process needs to answer is there.
    pub ready: watch::Receiver<bool>,
}

#[derive(Clone, Copy)]
enum Page {
    Metrics,
    Health,
    Readiness,
}

impl Page {
    fn at(path: &str) -> Option<(Self, Route)> {
        let (page, route) = match path {
            "/metrics" => (Self::Metrics, "/metrics"),
            "/healthz" => (Self::Health, "/healthz"),
            "/readyz" => (Self::Readiness, "/readyz"),
            _ => return None,
        };
        Some((page, Route(route)))
    }
}

impl Pages {
    /// The page that is asked for, if it is one of ours.
    pub(super) fn answer<B>(
        &self,
        request: &Request<B>,
        peer: SocketAddr,
    ) -> Option<Response<Full<Bytes>>> {
        let (page, route) = Page::at(request.uri().path())?;
        let mut response = if matches!(*request.method(), Method::GET | Method::HEAD) {
            match page {
                Page::Metrics => self.metrics(peer),
                Page::Health => self.health(),
                Page::Readiness => self.readiness(),
            }
        } else {
            let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "");
            let allowed = HeaderValue::from_static("GET,HEAD");
            response.headers_mut().insert(header::ALLOW, allowed);
            response
        };
        response.extensions_mut().insert(route);
        Some(response)
    }

    fn metrics(&self, peer: SocketAddr) -> Response<Full<Bytes>> {
        if !self.metrics_access.contain(peer.ip()) {
            return text(
                StatusCode::FORBIDDEN,
                "not for this address, see --metrics-access\n",
            );
        }
        with_type(StatusCode::OK, self.metrics.render(), METRICS_TEXT)
    }

    /// 200 while serving, 503 once the process is being stopped.
    fn health(&self) -> Response<Full<Bytes>> {
        if *self.draining.borrow() {
            draining()
        } else {
            text(StatusCode::OK, "serving\n")
        }
    }

    /// 503 also while what is needed to answer is not there.
    fn readiness(&self) -> Response<Full<Bytes>> {
        if *self.draining.borrow() {
            draining()
        } else if *self.ready.borrow() {
            text(StatusCode::OK, "ready\n")
        } else {
            text(StatusCode::SERVICE_UNAVAILABLE, "upstream is not serving\n")
        }
    }
}

/// What whoever comes after the beginning of the end is told.
pub(super) fn draining() -> Response<Full<Bytes>> {
    text(StatusCode::SERVICE_UNAVAILABLE, "draining\n")
}

fn text(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    with_type(status, text, PLAIN_TEXT)
}

fn with_type(
    status: StatusCode,
    content: impl Into<Bytes>,
    content_type: &'static str,
) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(content.into()));
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static(content_type);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, content_type);
    response
}
