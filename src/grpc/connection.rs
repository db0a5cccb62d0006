//! A connection from its first byte to its last.
//!
//! Served by hyper itself: tonic's own transport clones and boxes the stack of
//! layers for each call, and gives each a task, be it refused or not.

use std::{
    convert::Infallible,
    future::pending,
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Waker},
    time::Duration,
};

use futures_util::future::{Either, Ready, ready};
use http::{Request, Response};
use hyper::{body::Incoming, rt, server::conn::http2, service::Service as HyperService};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tonic::body::Body;
use tower::Service;

use super::{
    coalesce::Coalesced,
    peer::Peer,
    shed::{Admission, Arriving, Shed},
};
use crate::config::GrpcConfig;

/// A handshake is a few round trips. One that takes longer is a client that
/// holds on to a connection without using it.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// What every connection is served with.
#[derive(Clone)]
pub(super) struct Terms<S> {
    service: S,
    shed: Shed,
    tls: Option<TlsAcceptor>,
    max_concurrent_streams: u32,
    /// None: clients are not probed.
    keepalive_interval: Option<Duration>,
    /// None: a connection may live for ever.
    max_age: Option<Duration>,
    /// Asks connections to end after the answers under way.
    pub(super) stop: CancellationToken,
}

impl<S> Terms<S> {
    pub(super) fn new(
        service: S,
        shed: Shed,
        tls: Option<TlsAcceptor>,
        config: &GrpcConfig,
    ) -> Self {
        let some = |duration: Duration| (!duration.is_zero()).then_some(duration);
        Self {
            service,
            shed,
            tls,
            max_concurrent_streams: config.max_concurrent_streams,
            keepalive_interval: some(config.keepalive_interval),
            max_age: some(config.max_connection_age),
            stop: CancellationToken::new(),
        }
    }
}

impl<S> Terms<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Send + 'static,
    S::Future: Send + 'static,
{
    /// Answers the calls of one connection until it ends.
    pub(super) async fn serve(self, stream: TcpStream) {
        let Ok(address) = stream.peer_addr() else {
            // It is gone already.
            return;
        };
        let peer = |has_certificate| Peer {
            address,
            has_certificate,
        };
        let Some(tls) = self.tls.clone() else {
            return self.serve_http2(stream, peer(false)).await;
        };
        match timeout(HANDSHAKE_TIMEOUT, tls.accept(stream)).await {
            Ok(Ok(stream)) => {
                let (_, session) = stream.get_ref();
                let chain = session.peer_certificates();
                let has_certificate = chain.is_some_and(|chain| !chain.is_empty());
                self.serve_http2(stream, peer(has_certificate)).await;
            }
            Ok(Err(error)) => {
                tracing::debug!(%error, network.peer.address = %address, "a handshake failed");
            }
            Err(_) => {
                tracing::debug!(network.peer.address = %address, "a handshake took too long");
            }
        }
    }

    async fn serve_http2<C>(self, stream: C, peer: Peer)
    where
        C: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let spawn = Spawn::default();
        let calls = Calls {
            is_answered: Arc::clone(&spawn.is_answered),
            service: Mutex::new(self.service),
            shed: self.shed,
            peer,
        };
        let connection = http2::Builder::new(spawn)
            .timer(TokioTimer::new())
            // Nobody reads it: gRPC knows no caches.
            .auto_date_header(false)
            .max_concurrent_streams(self.max_concurrent_streams)
            // Callers whose deadlines pass reset their streams, and a burst of them
            // is no attack: h2's own limit of 20 would cut the whole connection
            // off, and with it calls whose callers still wait.
            .max_pending_accept_reset_streams(usize::try_from(self.max_concurrent_streams).ok())
            .keep_alive_interval(self.keepalive_interval)
            .serve_connection(TokioIo::new(Coalesced::new(stream)), calls);
        let mut connection = pin!(connection);

        let aged = async {
            match self.max_age {
                Some(age) => sleep(age).await,
                None => pending().await,
            }
        };
        let ended = tokio::select! {
            ended = &mut connection => Some(ended),
            () = aged => None,
            () = self.stop.cancelled() => None,
        };
        let ended = if let Some(ended) = ended {
            ended
        } else {
            connection.as_mut().graceful_shutdown();
            connection.await
        };
        if let Err(error) = ended {
            tracing::debug!(%error, network.peer.address = %peer.address, "a connection broke");
        }
    }
}

/// Answers the calls of one connection.
struct Calls<S> {
    /// Called by nobody else; this is cheaper than a clone for each call.
    service: Mutex<S>,
    shed: Shed,
    peer: Peer,
    is_answered: Arc<AtomicBool>,
}

impl<S> HyperService<Request<Incoming>> for Calls<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Either<Arriving<S::Future>, Ready<Result<Response<Body>, Infallible>>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let arrival = match self.shed.admit(request.uri().path()) {
            Admission::Admitted(arrival) => arrival,
            Admission::Refused(answer) => {
                self.is_answered.store(true, Ordering::Relaxed);
                return Either::Right(ready(Ok(answer)));
            }
        };
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(self.peer);
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        Either::Left(Arriving::new(arrival, service.call(request)))
    }
}

/// Gives each call of a connection a task of its own, unless its answer is there
/// already: then it is sent at once.
#[derive(Clone, Debug, Default)]
struct Spawn {
    /// Whether the call that comes next has its answer.
    is_answered: Arc<AtomicBool>,
}

impl<F> rt::Executor<F> for Spawn
where
    F: Future<Output = ()> + Send + 'static,
{
    fn execute(&self, call: F) {
        if !self.is_answered.swap(false, Ordering::Relaxed) {
            tokio::spawn(call);
            return;
        }
        let mut call = Box::pin(call);
        let mut context = Context::from_waker(Waker::noop());
        if call.as_mut().poll(&mut context).is_pending() {
            tokio::spawn(call);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use hyper::rt::Executor as _;
    use tokio::task::yield_now;

    use super::*;

    #[tokio::test]
    async fn an_answer_that_is_there_is_sent_at_once() {
        let spawn = Spawn::default();
        let sent = Arc::new(AtomicUsize::new(0));
        let call = |waits: bool| {
            let sent = Arc::clone(&sent);
            async move {
                if waits {
                    yield_now().await;
                }
                sent.fetch_add(1, Ordering::Relaxed);
            }
        };
        let sent = || sent.load(Ordering::Relaxed);

        spawn.is_answered.store(true, Ordering::Relaxed);
        spawn.execute(call(false));
        assert_eq!(sent(), 1);

        spawn.execute(call(false));
        assert_eq!(sent(), 1, "it has a task, which has not run yet");
        yield_now().await;
        assert_eq!(sent(), 2);

        spawn.is_answered.store(true, Ordering::Relaxed);
        spawn.execute(call(true));
        assert_eq!(sent(), 2);
        while sent() < 3 {
            yield_now().await;
        }
    }
}
