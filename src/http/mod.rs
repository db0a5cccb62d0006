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

use opentelemetry_sdk::trace::SdkTracer;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{mpsc, watch},
    task::{JoinHandle, JoinSet},
    time::{sleep, timeout},
};
use tokio_util::sync::{CancellationToken, DropGuard};

pub use self::{
    body::{BodyError, RequestBody, read_body},
    handler::{Handler, Route},
    pages::Pages,
};
use self::{connection::Patience, dispatch::Dispatcher};
use crate::{config::HttpConfig, in_flight::InFlight};

/// How long the last scrape may take when the server ends.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// Pause after the system refused a connection: without one, being out of file
/// descriptors would turn into a busy loop.
const AFTER_REFUSAL: Duration = Duration::from_millis(100);

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
        let accepting = Accepting {
            listener: self.listener,
            dispatcher: Arc::new(dispatcher),
            patience: Patience {
                header_timeout: config.header_timeout,
                write_timeout: config.request_timeout,
            },
            max_connections: config.max_connections,
            stop: CancellationToken::new(),
        };
        let stop = accepting.stop.clone();
        let task = tokio::spawn(async move {
            accepting.run().await;
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

/// What taking connections needs.
struct Accepting<H> {
    listener: TcpListener,
    dispatcher: Arc<Dispatcher<H>>,
    patience: Patience,
    max_connections: usize,
    stop: CancellationToken,
}

impl<H: Handler> Accepting<H> {
    /// Takes connections until told to stop, and lets those that there are come
    /// to their ends.
    async fn run(self) {
        let mut connections = JoinSet::new();
        loop {
            // One more than there may be waits in the system's queue.
            let has_room = connections.len() < self.max_connections;
            tokio::select! {
                () = self.stop.cancelled() => break,
                Some(_) = connections.join_next() => {}
                accepted = self.listener.accept(), if has_room => match accepted {
                    Ok((stream, peer)) => {
                        connections.spawn(self.served(stream, peer));
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a connection was not taken");
                        sleep(AFTER_REFUSAL).await;
                    }
                },
            }
        }
        let Self { listener, .. } = self;
        drop(listener);
        while connections.join_next().await.is_some() {}
    }

    fn served(&self, stream: TcpStream, peer: SocketAddr) -> impl Future<Output = ()> + use<H> {
        let dispatcher = Arc::clone(&self.dispatcher);
        connection::serve(stream, peer, self.patience, dispatcher, self.stop.clone())
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
