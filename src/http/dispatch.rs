//! From a request to its answer: which room it is for, and what is told of it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use http::{HeaderValue, Request, Response, header};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use opentelemetry_sdk::trace::SdkTracer;
use tokio::{sync::watch, time::Instant};
use tracing::Instrument as _;

use super::{
    body::RequestBody,
    handler::Handler,
    observe::Exchange,
    pages::{self, Pages},
};
use crate::in_flight::InFlight;

/// Answers every request of every connection.
pub(super) struct Dispatcher<H> {
    pub(super) handler: H,
    pub(super) pages: Pages,
    pub(super) tracer: Option<SdkTracer>,
    pub(super) max_body_bytes: usize,
    pub(super) request_timeout: Duration,
    /// Those that the handler answers. Pages are not waited for at the end.
    pub(super) in_flight: InFlight,
    /// True once the handler takes no more requests.
    pub(super) closed: watch::Receiver<bool>,
}

impl<H: Handler> Dispatcher<H> {
    pub(super) async fn answer(
        self: Arc<Self>,
        request: Request<Incoming>,
        peer: SocketAddr,
    ) -> Response<Full<Bytes>> {
        let page = self.pages.answer(&request, peer);
        let tracer = self.tracer.as_ref();
        let mut exchange = Exchange::begin(&request, peer, tracer, page.is_some());
        let response = match page {
            Some(page) => page,
            None => self.handled(request, peer, &exchange).await,
        };
        exchange.answered(&response);
        response
    }

    async fn handled(
        &self,
        request: Request<Incoming>,
        peer: SocketAddr,
        exchange: &Exchange,
    ) -> Response<Full<Bytes>> {
        // Counted before the look, so that whoever closes and then waits has
        // either turned a request away or waits for it.
        let _counted = self.in_flight.count();
        if *self.closed.borrow() {
            return last_of_its_connection(pages::draining());
        }
        let deadline = Instant::now() + self.request_timeout;
        let request = request.map(|body| RequestBody::new(body, self.max_body_bytes, deadline));
        let unread = request.body().unread();
        let trace = exchange.trace.clone();
        let answering = self.handler.handle(request, peer, trace);
        let response = answering.instrument(exchange.span.clone()).await;
        if unread.was_given_up() {
            return last_of_its_connection(response);
        }
        response
    }
}

/// What follows on the connection could not be told from the rest of the body.
fn last_of_its_connection(mut response: Response<Full<Bytes>>) -> Response<Full<Bytes>> {
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(header::CONNECTION, close);
    response
}
