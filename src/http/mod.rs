//! The HTTP listener: metrics for Prometheus and health for load balancers.

mod health;
mod metrics;

use std::{io, net::SocketAddr, time::Duration};

use axum::{Router, routing::get};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot, watch},
    task::JoinHandle,
    time::timeout,
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

/// What the handlers look at.
#[derive(Clone)]
struct State {
    metrics: PrometheusHandle,
    draining: watch::Receiver<bool>,
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

    /// Begins to answer. `draining` tells when the server is being stopped.
    /// Should it ever end by itself, it says so on `ended`.
    pub fn serve(
        self,
        metrics: PrometheusHandle,
        draining: watch::Receiver<bool>,
        ended: mpsc::Sender<&'static str>,
    ) -> HttpServer {
        let router = router(State { metrics, draining });
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = axum::serve(self.listener, router).with_graceful_shutdown(async {
            // A sender that is gone means stop as well.
            let _ = stopped.await;
        });
        let task = tokio::spawn(async move {
            if let Err(error) = serving.await {
                tracing::error!(%error, "the HTTP listener failed");
            }
            // Nobody listens any more when the server is being stopped.
            let _ = ended.send("HTTP").await;
        });
        HttpServer {
            address: self.address,
            stop,
            task,
        }
    }
}

fn router(state: State) -> Router {
    Router::new()
        .route("/metrics", get(metrics::show))
        .route("/healthz", get(health::show))
        .with_state(state)
}

/// An HTTP server that answers.
pub struct HttpServer {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl HttpServer {
    /// The address, with the port that was taken where 0 was asked for.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more connections and gives the last answers.
    pub async fn stop(mut self) {
        let _ = self.stop.send(());
        if timeout(LAST_ANSWERS, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}
