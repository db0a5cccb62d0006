//! The whole server: what it consists of, its start and its end.

use std::{net::SocketAddr, time::Duration};

use futures_util::future;
use metrics_exporter_prometheus::PrometheusHandle;
use opentelemetry_otlp::ExporterBuildError;
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, timeout_at},
};

use crate::{
    config::{Backend, Config, ConfigError, DatabaseUrl},
    domain::command::RecoveryPolicy,
    engine::{Engine, EngineSettings},
    grpc::{
        in_process::InProcess,
        observe::Observer,
        server::{GrpcError, GrpcListener, GrpcServer},
        services::{ServiceSettings, Services},
        shed::Shed,
    },
    http::{HttpError, HttpListener, HttpServer, Pages},
    legacy::{Legacy, upstream::Upstream},
    metrics,
    partners::{Partners, VaultError, master_key::KeySource},
    store::{MigrateError, OpenError, Store, StoreSettings},
    traces::Traces,
};

/// Below the usual pause between two scrapes, so that each sees something new.
const METRICS_UPKEEP: Duration = Duration::from_secs(5);

/// A server that is answering. Several can live in one process.
///
/// When it is dropped instead of stopped, it ends without waiting for anybody.
pub struct Server {
    grpc: GrpcServer,
    http: HttpServer,
    engine: Engine,
    upstream: Upstream,
    partners: Partners,
    draining: watch::Sender<bool>,
    ended: mpsc::Receiver<&'static str>,
    traces: Traces,
    upkeep: JoinHandle<()>,
    shutdown_timeout: Duration,
}

/// Why a server does not start.
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
    /// The gRPC listener cannot be set up.
    #[error(transparent)]
    Grpc(#[from] GrpcError),
    /// The HTTP listener cannot be set up.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// The database cannot be opened.
    #[error("{url}")]
    Open {
        /// Its address.
        url: DatabaseUrl,
        /// Why.
        source: OpenError,
    },
    /// The database's schema cannot be looked at or brought up to date.
    #[error("{url}")]
    Migrate {
        /// Its address.
        url: DatabaseUrl,
        /// Why.
        source: MigrateError,
    },
    /// The schema is older than the program.
    #[error(
        "{url}: {pending} migrations are missing, \
         run `refund-gateway migrate` or set --auto-migrate"
    )]
    Outdated {
        /// The address of the database.
        url: DatabaseUrl,
        /// How many migrations are missing.
        pending: usize,
    },
    /// The master key cannot be had, or is not that of the database.
    #[error(transparent)]
    Partners(#[from] VaultError),
}

/// What ended though nobody asked it to.
#[derive(Debug, thiserror::Error)]
#[error("the {0} listener ended by itself, the log tells why")]
pub struct Ended(pub(crate) &'static str);

/// The server was stopped, and something was not finished in time. What was
/// answered is on disk all the same.
#[derive(Debug, thiserror::Error)]
#[error("stopped after {after:.1?} with calls or commands unfinished, see --shutdown-timeout")]
pub struct Unfinished {
    pub(crate) after: Duration,
}

impl Server {
    /// Checks the settings, binds the addresses, opens the database and begins
    /// to answer.
    pub async fn start(config: &Config) -> Result<Self, StartError> {
        config.validate()?;
        let metrics = metrics::install()?;
        let traces = Traces::start(&config.trace)?;
        let grpc = GrpcListener::bind(config).await?;
        let http = HttpListener::bind(config.http.listen).await?;

        let store = open_store(config).await?;
        let partners = Partners::start(&store, &KeySource::of(config)).await?;
        let engine = Engine::start(&store, engine_settings(config)?);

        let (ended_sender, ended) = mpsc::channel(2);
        let (draining, is_draining) = watch::channel(false);
        let services = Services::new(&engine, &partners, service_settings(config));
        let shed = Shed::new(&engine);
        // Legacy partners are answered by the same services as everybody else.
        let upstream = Upstream::new(InProcess::new(
            &engine,
            &partners,
            service_settings(config),
            shed.clone(),
            Observer::of_own_calls(grpc.methods(), traces.tracer()),
            config.grpc.request_timeout,
        ));
        let grpc = grpc
            .serve(
                &config.grpc,
                services,
                shed,
                traces.tracer(),
                ended_sender.clone(),
            )
            .await?;
        let pages = Pages {
            metrics: metrics.clone(),
            metrics_access: config.http.metrics_access.clone(),
            draining: is_draining,
            // What it needs is a part of it.
            ready: watch::channel(true).1,
        };
        let legacy = Legacy::new(upstream.clone(), config.legacy.settings());
        let http = http.serve(&config.http, legacy, pages, traces.tracer(), ended_sender);
        Ok(Self {
            grpc,
            http,
            draining,
            ended,
            traces,
            upkeep: tokio::spawn(keep_up(metrics, engine.clone())),
            engine,
            upstream,
            partners,
            shutdown_timeout: config.process.shutdown_timeout,
        })
    }

    /// Where gRPC is served.
    #[must_use]
    pub fn grpc_address(&self) -> SocketAddr {
        self.grpc.address()
    }

    /// Where HTTP is served.
    #[must_use]
    pub fn http_address(&self) -> SocketAddr {
        self.http.address()
    }

    /// The services, for callers in this process: no socket, and nobody to prove
    /// anything to.
    #[must_use]
    pub fn upstream(&self) -> Upstream {
        self.upstream.clone()
    }

    /// Waits until a part of the server ends by itself, which none should.
    pub async fn ended(&mut self) -> Ended {
        Ended(self.ended.recv().await.unwrap_or("unknown"))
    }

    /// Ends gracefully: tells that it does not serve any more, takes no more
    /// connections, answers the calls in flight, runs what is queued, and only
    /// then stops to show its metrics, and sends its last spans.
    pub async fn stop(self) -> Result<(), Unfinished> {
        let begun = Instant::now();
        // Callers who do not come to an end must not take the time that the
        // engine needs for what it has accepted.
        let callers_deadline = begun + self.shutdown_timeout * 4 / 5;
        let deadline = begun + self.shutdown_timeout;

        self.draining.send_replace(true);
        let callers = future::join(self.grpc.drain(), self.http.drain());
        let answered = timeout_at(callers_deadline, callers).await;
        let lanes = future::join(self.partners.stop(), self.engine.stop());
        let finished = timeout_at(deadline, lanes).await;
        self.http.stop().await;
        let left = deadline.saturating_duration_since(Instant::now());
        self.traces.stop(left).await;
        self.upkeep.abort();

        if answered.is_ok() && finished.is_ok() {
            Ok(())
        } else {
            let after = begun.elapsed();
            Err(Unfinished { after })
        }
    }
}

/// Opens the database and sees to its schema. An SQLite file belongs to this
/// process alone; a PostgreSQL schema is shared and changes on demand only.
pub(crate) async fn open_store(config: &Config) -> Result<Store, StartError> {
    let database = &config.database;
    let url = || database.url.clone();
    let settings = StoreSettings {
        read_connections: database.read_connections,
        create: true,
    };
    let store = Store::open(database.url.expose(), settings)
        .await
        .map_err(|source| StartError::Open { url: url(), source })?;

    let migrate = |source| StartError::Migrate { url: url(), source };
    if database.url.backend()? == Backend::Sqlite || database.auto_migrate {
        store.migrate().await.map_err(migrate)?;
    }
    match store.pending_migrations().await.map_err(migrate)?.len() {
        0 => Ok(store),
        pending => Err(StartError::Outdated {
            url: url(),
            pending,
        }),
    }
}

fn engine_settings(config: &Config) -> Result<EngineSettings, ConfigError> {
    let engine = &config.engine;
    Ok(EngineSettings {
        lanes: config.lanes()?,
        queue_max: engine.queue_max,
        batch_max: engine.batch_max,
        recovery_interval: engine.recovery_interval,
        recovery: RecoveryPolicy {
            grace: engine.recovery_grace,
            max_attempts: engine.recovery_max_attempts,
        },
    })
}

fn service_settings(config: &Config) -> ServiceSettings {
    ServiceSettings {
        amount_unit: config.rules.top_amount_unit,
        max_message_bytes: config.grpc.max_message_bytes,
    }
}

/// Measures what nobody's call would, and tidies what was measured and not
/// scraped yet, which would pile up otherwise.
async fn keep_up(metrics: PrometheusHandle, engine: Engine) {
    let mut interval = tokio::time::interval(METRICS_UPKEEP);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        engine.measure_backlog().await;
        metrics.run_upkeep();
    }
}
