//! The gRPC listener: its bounds, its layers, its start and its end.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use opentelemetry_sdk::trace::SdkTracer;
use prost::DecodeError;
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::sleep,
};
use tonic::transport;

use super::{
    auth::{Access, AuthLayer, Tokens, TokensError},
    deadline::DeadlineLayer,
    explain::ExplainLayer,
    health::Health,
    incoming::connections,
    methods::Methods,
    observe::{ObserveLayer, Observer},
    reflection::{self, ReflectionError},
    services::Services,
    shed::ShedLayer,
    tls::{self, TlsError},
};
use crate::{
    config::{Config, GrpcConfig},
    in_flight::InFlight,
};

/// How long connections may take to close once nothing is being answered: a few
/// round trips. Some never close, such as those of clients who have vanished.
const LAST_GOODBYES: Duration = Duration::from_secs(1);

/// Why the gRPC server does not start.
#[derive(Debug, thiserror::Error)]
pub enum GrpcError {
    /// The address cannot be bound.
    #[error("setting --grpc-listen: cannot listen on {address}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file of certificates cannot be read.
    #[error(transparent)]
    TlsFile(#[from] TlsError),
    /// The certificates or the key cannot be used.
    #[error("--tls-cert, --tls-key or --tls-client-ca cannot be used")]
    Tls(#[source] transport::Error),
    /// The file of tokens cannot be used.
    #[error("setting --tokens-file")]
    Tokens(#[from] TokensError),
    /// The descriptor that was built in is damaged.
    #[error("the embedded contract cannot be read")]
    Contract(#[from] DecodeError),
    /// Likewise.
    #[error(transparent)]
    Reflection(#[from] ReflectionError),
}

/// A gRPC listener that is bound and does not answer yet. What can be wrong
/// with its settings has been found out.
pub struct GrpcListener {
    listener: TcpListener,
    address: SocketAddr,
    transport: transport::Server,
    access: Access,
    methods: Arc<Methods>,
}

impl GrpcListener {
    /// Reads the certificates and tokens, and binds the address.
    pub async fn bind(config: &Config) -> Result<Self, GrpcError> {
        let methods = Methods::read()?;
        let tokens = match &config.security.tokens_file {
            Some(path) => Some(Tokens::read(path, methods.services())?),
            None => None,
        };
        let access = Access {
            client_certificates: config.security.tls_client_ca.is_some(),
            tokens,
        };
        let mut transport = bounded(&config.grpc);
        if let Some(tls) = tls::server_config(&config.security)? {
            transport = transport.tls_config(tls).map_err(GrpcError::Tls)?;
        }
        let address = config.grpc.listen;
        let bind = |source| GrpcError::Bind { address, source };
        let listener = TcpListener::bind(address).await.map_err(bind)?;
        Ok(Self {
            address: listener.local_addr().map_err(bind)?,
            listener,
            transport,
            access,
            methods: Arc::new(methods),
        })
    }

    /// What methods there are.
    #[must_use]
    pub fn methods(&self) -> Arc<Methods> {
        Arc::clone(&self.methods)
    }

    /// Begins to answer, with `services` and those of health and reflection, unless
    /// `shed` refuses a call.
    /// Makes spans with `tracer`. Should it ever end by itself, it says so on
    /// `ended`.
    pub async fn serve(
        self,
        config: &GrpcConfig,
        services: Services,
        shed: ShedLayer,
        tracer: Option<SdkTracer>,
        ended: mpsc::Sender<&'static str>,
    ) -> Result<GrpcServer, GrpcError> {
        let (health, health_service) = Health::new(self.methods.services()).await;
        let services = services.with(reflection::routes()?.add_service(health_service));

        let in_flight = InFlight::none();
        let observer = Observer {
            methods: Arc::clone(&self.methods),
            in_flight: in_flight.clone(),
            tracer,
            is_internal: false,
        };
        let (stop, stopped) = oneshot::channel();
        let serving = self
            .transport
            .layer(shed)
            .layer(ObserveLayer::new(observer))
            .layer(DeadlineLayer::new(config.request_timeout))
            .layer(AuthLayer::new(self.access))
            .layer(ExplainLayer::new(self.methods))
            .serve_with_incoming_shutdown(services, connections(self.listener), async {
                // A sender that is gone means stop as well.
                let _ = stopped.await;
            });
        let task = tokio::spawn(async move {
            if let Err(error) = serving.await {
                tracing::error!(%error, "the gRPC listener failed");
            }
            // Nobody listens any more when the server is being stopped.
            let _ = ended.send("gRPC").await;
        });
        Ok(GrpcServer {
            address: self.address,
            health,
            in_flight,
            stop,
            task,
        })
    }
}

fn bounded(config: &GrpcConfig) -> transport::Server {
    let some = |duration: Duration| (!duration.is_zero()).then_some(duration);
    let resets = usize::try_from(config.max_concurrent_streams).ok();
    let server = transport::Server::builder()
        .max_concurrent_streams(config.max_concurrent_streams)
        // Callers whose deadlines pass reset their streams, and a burst of them
        // is no attack: h2's own limit of 20 would cut the whole connection
        // off, and with it calls whose callers still wait.
        .http2_max_pending_accept_reset_streams(resets)
        .http2_keepalive_interval(some(config.keepalive_interval));
    match some(config.max_connection_age) {
        // Without a grace: with one, tonic 0.14 cuts connections off at the end
        // of both instead of asking them to go at the end of the first.
        Some(age) => server.max_connection_age(age),
        None => server,
    }
}

/// A gRPC server that answers.
pub struct GrpcServer {
    address: SocketAddr,
    health: Health,
    in_flight: InFlight,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl GrpcServer {
    /// The address, with the port that was taken where 0 was asked for.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Tells everybody that it does not serve any more, takes no more
    /// connections, and waits until the calls in flight are answered.
    ///
    /// Can be dropped: then it stops all the same, and nobody waits.
    pub async fn drain(mut self) {
        self.health.end().await;
        let _ = self.stop.send(());
        let idle = async {
            // A client may send one more call before it hears of the end.
            sleep(LAST_GOODBYES).await;
            self.in_flight.settled().await;
            sleep(LAST_GOODBYES).await;
        };
        tokio::select! {
            ended = &mut self.task => {
                if let Err(error) = ended {
                    tracing::error!(%error, "the gRPC listener failed");
                }
            }
            () = idle => self.task.abort(),
        }
    }
}
