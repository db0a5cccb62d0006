//! When the queue is full, calls that would have to queue are refused before
//! anything else is done about them.
//!
//! Otherwise the refusals would take the processors that the work needs: to read a
//! message, to check it, to write out what is wrong and to log it. So the answer is
//! always the same one, made once, and such calls are counted and measured, but have
//! no line in the log each.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use http::{HeaderMap, Response};
use pin_project_lite::pin_project;
use tonic::body::Body;

use super::{methods::path, status::overloaded};
use crate::{
    engine::Engine,
    error::Failure,
    metrics::{self, ShedCalls},
};

/// The methods whose calls queue in the engine.
const QUEUEING: [&str; 5] = [
    path::UPDATE_THIRD_REFUND_INFO,
    path::END_SINGLE_SUCCESS,
    path::REFUND,
    path::UPSERT_ORDERS,
    path::INFORM_REFUND_SUCCESS,
];

/// How often the log tells that calls are being refused.
const PAUSE: Duration = Duration::from_secs(1);

/// Refuses calls for which there is no room in the engine's queue, before anything
/// else is done about them.
#[derive(Clone)]
pub struct Shed {
    shared: Arc<Shared>,
}

struct Shared {
    engine: Engine,
    /// Calls that were let through and have not had their turn yet. A connection has
    /// hundreds of them at once, all of which would find the same room.
    arriving: AtomicUsize,
    /// The head of the answer, which has no body.
    refusal: HeaderMap,
    calls: [ShedCalls; QUEUEING.len()],
    report: Report,
}

impl Shed {
    /// Looks at the queue of `engine`.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        let (head, _) = overloaded().into_http::<Body>().into_parts();
        let calls = |path: &'static str| {
            let method = path.trim_start_matches('/');
            metrics::shed_calls(method, Failure::Overloaded)
        };
        let shared = Shared {
            engine: engine.clone(),
            arriving: AtomicUsize::new(0),
            refusal: head.headers,
            calls: QUEUEING.map(calls),
            report: Report::new(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Refuses a call to `path`, or lets it through.
    pub(super) fn admit(&self, path: &str) -> Admission {
        let admission = self.decide(path);
        self.shared.report.tell();
        admission
    }

    fn decide(&self, path: &str) -> Admission {
        let Shared {
            engine,
            arriving,
            refusal,
            calls,
            report,
        } = &*self.shared;
        let Some((_, shed)) = QUEUEING.iter().zip(calls).find(|(it, _)| **it == path) else {
            return Admission::Admitted(None);
        };
        let expected = arriving.fetch_add(1, Ordering::Relaxed);
        let arrival = Arrival(Arc::clone(&self.shared));
        if !engine.is_full(expected) {
            return Admission::Admitted(Some(arrival));
        }
        drop(arrival);
        shed.count();
        report.count.fetch_add(1, Ordering::Relaxed);
        let mut answer = Response::new(Body::empty());
        answer.headers_mut().clone_from(refusal);
        Admission::Refused(answer)
    }
}

/// What [`Shed`] says of a call.
pub(super) enum Admission {
    /// With the answer to it.
    Refused(Response<Body>),
    /// Goes on, with the place that is kept for it if it will queue.
    Admitted(Option<Arrival>),
}

/// A place in the queue.
pub(super) struct Arrival(Arc<Shared>);

impl Drop for Arrival {
    fn drop(&mut self) {
        self.0.arriving.fetch_sub(1, Ordering::Relaxed);
    }
}

pin_project! {
    /// A call that gives up its place once it has had its turn: then it is in
    /// the queue, or waits for its caller.
    pub struct Arriving<F> {
        arrival: Option<Arrival>,
        #[pin]
        call: F,
    }
}

impl<F> Arriving<F> {
    pub(super) fn new(arrival: Option<Arrival>, call: F) -> Self {
        Self { arrival, call }
    }
}

impl<F: Future> Future for Arriving<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let polled = this.call.poll(context);
        drop(this.arrival.take());
        polled
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
        if self.count.load(Ordering::Relaxed) > 0
            && let Some(count) = self.take(self.begun.elapsed())
        {
            tracing::warn!(count, "the queue is full, calls were refused");
        }
    }

    /// What is to be told so long after the beginning. It is nobody else's then.
    fn take(&self, now: Duration) -> Option<u64> {
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let (now_ms, ordering) = (millis(now), Ordering::Relaxed);
        let next_ms = self.next_ms.load(ordering);
        if now_ms < next_ms {
            return None;
        }
        let later_ms = now_ms.saturating_add(millis(PAUSE));
        let is_ours = self
            .next_ms
            .compare_exchange(next_ms, later_ms, ordering, ordering);
        is_ours.is_ok().then(|| self.count.swap(0, ordering))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::command::RecoveryPolicy,
        engine::EngineSettings,
        grpc::methods::Methods,
        store::{Store, StoreSettings},
    };

    #[test]
    fn what_queues_is_in_the_contract() {
        let methods = Methods::read().unwrap();
        assert!(QUEUEING.iter().all(|path| methods.at(path).is_some()));
    }

    #[test]
    fn every_refusal_is_told_of_once_and_not_each_by_itself() {
        let report = Report::new();
        let refuse = |count| report.count.fetch_add(count, Ordering::Relaxed);
        refuse(1);
        assert_eq!(report.take(Duration::ZERO), Some(1), "the first at once");
        refuse(3);
        let almost = PAUSE.saturating_sub(Duration::from_millis(1));
        assert_eq!(report.take(almost), None);
        refuse(4);
        assert_eq!(report.take(PAUSE), Some(7));
        refuse(1);
        assert_eq!(report.take(PAUSE), None);
        assert_eq!(report.take(3 * PAUSE), Some(1));
    }

    #[tokio::test]
    async fn those_that_come_at_once_do_not_count_on_the_same_room() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("store.db").display());
        let store = Store::open(&url, StoreSettings::default()).await.unwrap();
        store.migrate().await.unwrap();
        let settings = EngineSettings {
            lanes: 2,
            queue_max: 16,
            batch_max: 1,
            recovery_interval: Duration::from_secs(1),
            recovery: RecoveryPolicy {
                grace: Duration::from_secs(1),
                max_attempts: 1,
            },
        };
        let shed = Shed::new(&Engine::start(&store, settings));
        let admitted = |path| match shed.admit(path) {
            Admission::Admitted(arrival) => Some(arrival),
            Admission::Refused(_) => None,
        };

        // Not one of them has had its turn, so the queue is empty.
        let mut arrivals: Vec<_> = (0..100).map_while(|_| admitted(QUEUEING[1])).collect();
        assert_eq!(arrivals.len(), 14, "all places but an eighth");
        assert!(admitted("/refund.v1.OrderService/GetOrder").is_some());

        arrivals.pop();
        arrivals.extend(admitted(QUEUEING[0]));
        assert_eq!(arrivals.len(), 14);
        assert!(admitted(QUEUEING[0]).is_none());

        let call = Arriving::new(arrivals.pop().flatten(), tokio::task::yield_now());
        let mut call = std::pin::pin!(call);
        let mut context = Context::from_waker(std::task::Waker::noop());
        assert!(admitted(QUEUEING[0]).is_none(), "its turn is still to come");
        assert!(call.as_mut().poll(&mut context).is_pending());
        assert!(
            admitted(QUEUEING[0]).is_some(),
            "it waits for its caller now"
        );
    }
}
