//! A listener with a handler that tells what it was given.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use http_body_util::Full;
use refund_gateway::{
    config::{Config, HttpConfig},
    http::{BodyError, Handler, HttpListener, HttpServer, Pages, RequestBody, Route},
    metrics,
    trace_id::Trace,
};
use tokio::sync::{mpsc, watch};
use tonic::codegen::{
    Bytes,
    http::{Request, Response},
};

/// Where the answer is more than any buffer holds.
pub const LARGE: &str = "/large";

/// A listener that answers.
pub struct Listening {
    /// It.
    pub server: HttpServer,
    /// Its handler.
    pub probe: Probe,
    /// Tells the pages that the end has begun.
    pub draining: watch::Sender<bool>,
    /// Tells the pages whether all is there.
    pub ready: watch::Sender<bool>,
    _ended: mpsc::Receiver<&'static str>,
}

/// Answers what it was asked: method, target and body, or why there is none.
#[derive(Clone)]
pub struct Probe {
    /// Requests whose bodies were whole.
    pub whole: Arc<AtomicUsize>,
    /// Requests that have come.
    pub came: watch::Sender<usize>,
    /// Answers nothing while this is false.
    pub may_answer: watch::Sender<bool>,
}

impl Listening {
    /// Starts one with the defaults.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts one with other settings.
    pub async fn start_with(change: impl FnOnce(&mut HttpConfig)) -> Self {
        let mut config = Config::default().http;
        config.listen = "127.0.0.1:0".parse().unwrap();
        change(&mut config);
        let (draining, is_draining) = watch::channel(false);
        let (ready, is_ready) = watch::channel(true);
        let pages = Pages {
            metrics: metrics::install().unwrap(),
            metrics_access: config.metrics_access.clone(),
            draining: is_draining,
            ready: is_ready,
        };
        let probe = Probe {
            whole: Arc::default(),
            came: watch::Sender::new(0),
            may_answer: watch::Sender::new(true),
        };
        let (ended_sender, ended) = mpsc::channel(1);
        let listener = HttpListener::bind(config.listen).await.unwrap();
        let server = listener.serve(&config, probe.clone(), pages, None, ended_sender);
        Self {
            server,
            probe,
            draining,
            ready,
            _ended: ended,
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// How many requests came to the handler whole.
    pub fn whole(&self) -> usize {
        self.probe.whole.load(Ordering::SeqCst)
    }

    /// Waits until `count` requests have come to the handler.
    pub async fn came(&self, count: usize) {
        let mut came = self.probe.came.subscribe();
        came.wait_for(|came| *came >= count).await.unwrap();
    }
}

impl Handler for Probe {
    async fn handle(
        &self,
        request: Request<RequestBody>,
        peer: SocketAddr,
        trace: Trace,
    ) -> Response<Full<Bytes>> {
        self.came.send_modify(|came| *came += 1);
        let (parts, body) = request.into_parts();
        let mut may_answer = self.may_answer.subscribe();
        may_answer.wait_for(|may| *may).await.unwrap();
        let (status, text) = match body.read().await {
            Ok(_) if parts.uri.path() == LARGE => (200, "l".repeat(64 << 20)),
            Ok(body) => {
                self.whole.fetch_add(1, Ordering::SeqCst);
                let body = String::from_utf8_lossy(&body).into_owned();
                let (method, target) = (parts.method, parts.uri);
                (200, format!("{method} {target} {peer} {} {body}", trace.id))
            }
            Err(error @ BodyError::TooLarge { .. }) => (413, error.to_string()),
            Err(error @ BodyError::TooSlow) => (408, error.to_string()),
            Err(error @ BodyError::Broken) => (400, error.to_string()),
        };
        let mut response = Response::new(Full::new(text.into()));
        *response.status_mut() = status.try_into().unwrap();
        response.extensions_mut().insert(Route("/probe"));
        response
    }
}
