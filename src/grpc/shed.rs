//! When the queues are full, calls that would have to queue are refused before
//! anything else is done about them.
//!
//! Otherwise the refusals would take the processors that the work needs: to read a
//! message, to check it, to write out what is wrong and to log it. So the answer is
//! always the same one, made once, and such calls are counted and measured, but have
//! no line in the log each.

use std::{
    future::{Ready, ready},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use futures_util::future::Either;
use http::{HeaderMap, Request, Response};
use tonic::body::Body;
use tower::{Layer, Service};

use super::status::overloaded;
use crate::{
    engine::Engine,
    error::Failure,
    metrics::{self, ShedCalls},
};

/// The methods whose calls queue in the engine.
const QUEUEING: [&str; 5] = [
    "/refund.v1.DouyinRefundService/UpdateThirdRefundInfo",
    "/refund.v1.EPayRefundService/EndSingleSuccess",
    "/refund.v1.OrderRefundService/Refund",
    "/refund.v1.OrderService/UpsertOrders",
    "/refund.v1.TaoxiandaRefundService/InformRefundSuccess",
];

/// How often the log tells that calls are being refused.
const PAUSE: Duration = Duration::from_secs(1);

/// Refuses calls for which there is no room in the engine's queues, before anything
/// else is done about them.
#[derive(Clone)]
pub struct Shed {
    shared: Arc<Shared>,
}

struct Shared {
    engine: Engine,
    /// The head of the answer, which has no body.
    refusal: HeaderMap,
    calls: [ShedCalls; QUEUEING.len()],
    report: Report,
}

impl Shed {
    /// Looks at the queues of `engine`.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        let (head, _) = overloaded().into_http::<Body>().into_parts();
        let calls = |path: &'static str| {
            let method = path.trim_start_matches('/');
            metrics::shed_calls(method, Failure::Overloaded)
        };
        let shared = Shared {
            engine: engine.clone(),
            refusal: head.headers,
            calls: QUEUEING.map(calls),
            report: Report::new(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// The answer to a call to `path` that is refused, or none where it is let
    /// through.
    pub(super) fn refusal(&self, path: &str) -> Option<Response<Body>> {
        let Shared {
            engine,
            refusal,
            calls,
            report,
        } = &*self.shared;
        if !engine.is_full() {
            report.tell();
            return None;
        }
        let (_, shed) = QUEUEING.iter().zip(calls).find(|(it, _)| **it == path)?;
        shed.count();
        report.count.fetch_add(1, Ordering::Relaxed);
        report.tell();
        let mut answer = Response::new(Body::empty());
        answer.headers_mut().clone_from(refusal);
        Some(answer)
    }
}

impl<S> Layer<S> for Shed {
    type Service = Shedding<S>;

    fn layer(&self, inner: S) -> Shedding<S> {
        let shed = self.clone();
        Shedding { inner, shed }
    }
}

/// What [`Shed`] makes of a service.
#[derive(Clone)]
pub struct Shedding<S> {
    inner: S,
    shed: Shed,
}

impl<S> Service<Request<Body>> for Shedding<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Either<S::Future, Ready<Result<Response<Body>, S::Error>>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        match self.shed.refusal(request.uri().path()) {
            None => Either::Left(self.inner.call(request)),
            Some(refusal) => Either::Right(ready(Ok(refusal))),
        }
    }
}

/// What the log is told: how many there were, every now and then.
struct Report {
    begun: Instant,
    /// Since the last line.
    count: AtomicU64,
    /// When the next line may follow, in milliseconds after the beginning.
    next_ms: AtomicU64,
}

impl Report {
    fn new() -> Self {
        Self {
            begun: Instant::now(),
            count: AtomicU64::new(0),
            next_ms: AtomicU64::new(0),
        }
    }

    /// Tells of those that nobody has told of, unless it is too early.
    fn tell(&self) {
        if self.count.load(Ordering::Relaxed) == 0 {
            return;
        }
        let now_ms = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let next_ms = self.next_ms.load(Ordering::Relaxed);
        if now_ms < next_ms {
            return;
        }
        let later_ms = now_ms.saturating_add(u64::try_from(PAUSE.as_millis()).unwrap_or(0));
        let ordering = Ordering::Relaxed;
        let is_ours = self
            .next_ms
            .compare_exchange(next_ms, later_ms, ordering, ordering);
        if is_ours.is_ok() {
            let count = self.count.swap(0, Ordering::Relaxed);
            tracing::warn!(count, "the queues are full, calls were refused");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grpc::methods::Methods;

    #[test]
    fn what_queues_is_in_the_contract() {
        let methods = Methods::read().unwrap();
        assert!(QUEUEING.iter().all(|path| methods.at(path).is_some()));
    }
}
