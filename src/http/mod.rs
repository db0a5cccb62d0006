//! The HTTP listener, fit for the open internet: everything that a client may
//! do slowly, or too much of, is bounded.
//!
//! Its own pages are `/metrics`, `/healthz` and `/readyz`; everything else goes
//! to a [`Handler`].

mod body;
mod connection;
mod dispatch;
mod handler;
mod observe;
mod pages;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use futures_util::{StreamExt as _, stream};
use opentelemetry_sdk::trace::SdkTracer;
use tokio::{
    net::TcpListener,
    sync::{mpsc, watch},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::{CancellationToken, DropGuard};

pub use self::{
    body::{BodyError, RequestBody, read_body},
    handler::{Handler, Route},
    pages::Pages,
};
use self::{connection::Patience, dispatch::Dispatcher};
use crate::{
    accept::{serve_all, taken},
    config::HttpConfig,
    in_flight::InFlight,
};

/// How long the last scrape may take when the server ends.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// The address cannot be bound.
#[derive(Debug, thiserror::Error)]
#[error("setting --http-listen: cannot listen on {address}")]
pub struct HttpError {
    address: SocketAddr,
    source: io::Error,
}

/// An HTTP listener that is bound and does not answer yet.
pub struct HttpListener {
    listener: TcpListener,
    address: SocketAddr,
}

impl HttpListener {
    /// Binds `address`.
    pub async fn bind(address: SocketAddr) -> Result<Self, HttpError> {
        let error = |source| HttpError { address, source };
        let listener = TcpListener::bind(address).await.map_err(error)?;
        Ok(Self {
            address: listener.local_addr().map_err(error)?,
            listener,
        })
    }

    /// Begins to answer, with `pages` and, for everything else, `handler`. Makes
    /// spans with `tracer`. Should it ever end by itself, it says so on `ended`.
    pub fn serve<H: Handler>(
        self,
        config: &HttpConfig,
        handler: H,
        pages: Pages,
        tracer: Option<SdkTracer>,
        ended: mpsc::Sender<&'static str>,
    ) -> HttpServer {
        let in_flight = InFlight::none();
        let (close, closed) = watch::channel(false);
        let dispatcher = Dispatcher {
            handler,
            pages,
            tracer,
            max_body_bytes: config.max_body_bytes,
            request_timeout: config.request_timeout,
            in_flight: in_flight.clone(),
            closed,
        };
        let dispatcher = Arc::new(dispatcher);
        let patience = Patience {
            header_timeout: config.header_timeout,
            write_timeout: config.request_timeout,
        };
        let max_connections = config.max_connections;
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let task = tokio::spawn(async move {
            let incoming = stream::unfold(self.listener, async |listener| {
                Some((listener.accept().await, listener))
            })
            .filter_map(taken);
            let serve = |(stream, peer)| {
                let dispatcher = Arc::clone(&dispatcher);
                connection::serve(stream, peer, patience, dispatcher, stopped.clone())
            };
            serve_all(incoming, max_connections, &stopped, serve).await;
            // Nobody listens any more when the server is being stopped.
            let _ = ended.send("HTTP").await;
        });
        HttpServer {
            address: self.address,
            in_flight,
            close,
            stop: stop.drop_guard(),
            task,
        }
    }
}

/// An HTTP server that answers.
pub struct HttpServer {
    address: SocketAddr,
    in_flight: InFlight,
    close: watch::Sender<bool>,
    stop: DropGuard,
    task: JoinHandle<()>,
}

impl HttpServer {
    /// The address, with the port that was taken where 0 was asked for.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Turns away every further request to the handler with 503, and waits until
    /// it has answered those that it has. The pages go on: scrapers and load
    /// balancers are told of the end until it has come.
    pub async fn drain(&self) {
        self.close.send_replace(true);
        self.in_flight.settled().await;
    }

    /// Takes no more connections and gives the last answers.
    pub async fn stop(mut self) {
        drop(self.stop);
        if timeout(LAST_ANSWERS, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}
