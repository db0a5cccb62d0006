//! The sidecar: the HTTP surface for legacy partners, in a process of its own
//! beside the server that does the work.

use std::{net::SocketAddr, time::Duration};

use metrics_exporter_prometheus::PrometheusHandle;
use opentelemetry_otlp::ExporterBuildError;
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, timeout, timeout_at},
};
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

use crate::{
    config::{ConfigError, SidecarConfig},
    http::{HttpError, HttpListener, HttpServer, Pages},
    legacy::{
        Legacy,
        clients::Clients,
        transport::{RemoteError, Transport},
        upstream::Upstream,
    },
    metrics,
    server::{Ended, Unfinished},
    traces::Traces,
};

/// Pause between two looks at the server behind. Load balancers look about as
/// often at us.
const UPKEEP: Duration = Duration::from_secs(5);

/// A sidecar that is answering.
///
/// When it is dropped instead of stopped, it ends without waiting for anybody.
pub struct Sidecar {
    http: HttpServer,
    draining: watch::Sender<bool>,
    ended: mpsc::Receiver<&'static str>,
    traces: Traces,
    upkeep: JoinHandle<()>,
    shutdown_timeout: Duration,
}

/// Why a sidecar does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Two settings contradict each other.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The buckets of a metric are not what the exporter takes.
    #[error("cannot set up metrics")]
    Metrics(#[from] metrics::BuildError),
    /// The exporter of spans cannot be set up.
    #[error("cannot set up --otlp-endpoint")]
    Traces(#[from] ExporterBuildError),
    /// The way to the server behind cannot be set up.
    #[error(transparent)]
    Upstream(#[from] RemoteError),
    /// The HTTP listener cannot be set up.
    #[error(transparent)]
    Http(#[from] HttpError),
}

impl Sidecar {
    /// Checks the settings, binds the address and begins to answer, whether or
    /// not the server behind does.
    pub async fn start(config: &SidecarConfig) -> Result<Self, StartError> {
        config.validate()?;
        let metrics = metrics::install()?;
        let traces = Traces::start(&config.trace)?;
        let upstream = config.upstream.remote().transport()?;
        let http = HttpListener::bind(config.http.listen).await?;

        let (ended_sender, ended) = mpsc::channel(1);
        let (draining, is_draining) = watch::channel(false);
        let (ready, is_ready) = watch::channel(false);
        let pages = Pages {
            metrics: metrics.clone(),
            metrics_access: config.http.metrics_access.clone(),
            draining: is_draining,
            ready: is_ready,
        };
        let legacy = Legacy::new(
            Upstream::new(Clients::new(upstream.clone())),
            config.legacy.settings(),
        );
        let http = http.serve(&config.http, legacy, pages, traces.tracer(), ended_sender);
        Ok(Self {
            http,
            draining,
            ended,
            traces,
            upkeep: tokio::spawn(keep_up(metrics, upstream, ready)),
            shutdown_timeout: config.process.shutdown_timeout,
        })
    }

    /// Where HTTP is served.
    #[must_use]
    pub fn http_address(&self) -> SocketAddr {
        self.http.address()
    }

    /// Waits until the sidecar ends by itself, which it should not.
    pub async fn ended(&mut self) -> Ended {
        Ended(self.ended.recv().await.unwrap_or("unknown"))
    }

    /// Ends gracefully: tells that it does not serve any more, answers the
    /// requests in flight, and then stops to show its metrics.
    pub async fn stop(self) -> Result<(), Unfinished> {
        let begun = Instant::now();
        let deadline = begun + self.shutdown_timeout;
        self.draining.send_replace(true);
        let answered = timeout_at(deadline, self.http.drain()).await;
        self.http.stop().await;
        let left = deadline.saturating_duration_since(Instant::now());
        self.traces.stop(left).await;
        self.upkeep.abort();
        answered.map_err(|_| Unfinished {
            after: begun.elapsed(),
        })
    }
}

/// Looks whether the server behind serves, and tidies what was measured and not
/// scraped yet.
async fn keep_up(metrics: PrometheusHandle, upstream: Transport, ready: watch::Sender<bool>) {
    let mut health = HealthClient::new(upstream);
    let mut interval = tokio::time::interval(UPKEEP);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        let is_serving = serves(&mut health).await;
        metrics::upstream_serving(is_serving);
        if ready.send_replace(is_serving) != is_serving {
            tracing::info!(upstream.serving = is_serving, "{}", changed(is_serving));
        }
        metrics.run_upkeep();
    }
}

async fn serves(health: &mut HealthClient<Transport>) -> bool {
    let asking = health.check(HealthCheckRequest::default());
    match timeout(UPKEEP, asking).await {
        Ok(Ok(answer)) => answer.into_inner().status() == ServingStatus::Serving,
        Ok(Err(status)) => {
            tracing::debug!(code = ?status.code(), message = status.message(), "no health");
            false
        }
        Err(_) => false,
    }
}

fn changed(is_serving: bool) -> &'static str {
    if is_serving {
        "the upstream serves"
    } else {
        "the upstream does not serve any more"
    }
}
