//! Closed loops, with so many calls in flight, and open ones, with so many calls
//! per second whatever comes back.

use std::{
    cell::{Cell, RefCell},
    fmt,
    time::Duration,
};

use tokio::time::Instant;

use crate::{
    grpc, http,
    latency::Latencies,
    target::{Failure, Outcome, Target},
    workload::{Protocol, Workload},
};

/// What is sent, how fast and how long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) workload: Workload,
    /// How many calls are in flight; in an open loop, how many may be.
    pub(crate) in_flight: usize,
    /// Calls per second of an open loop. Each call has a time at which it is due then,
    /// and its latency counts from there, whether or not it could be sent.
    pub(crate) rate: Option<f64>,
    /// How long to wait before anything is measured.
    pub(crate) warm_up: Duration,
    /// How long to measure.
    pub(crate) duration: Duration,
    /// The number of the first signal.
    pub(crate) first: u64,
    /// Ends after so many signals, if not before.
    pub(crate) limit: u64,
}

/// What came of a load.
pub(crate) struct Report {
    /// How long the measured part took.
    pub(crate) elapsed: Duration,
    /// Of the calls that took effect. In an open loop from the time at which a
    /// call was due: what waits in the generator counts.
    pub(crate) latencies: Latencies,
    /// Of the calls that were refused.
    pub(crate) refusals: Latencies,
    /// How many signals took effect in all, those of the warm-up included.
    pub(crate) done: u64,
    /// The number after that of the last signal.
    pub(crate) next: u64,
}

impl Load {
    /// When a call of an open loop is due, after its beginning.
    pub(crate) fn due(rate: f64, slot: u64) -> Duration {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let slot = slot as f64;
        Duration::from_secs_f64(slot / rate)
    }
}

impl Report {
    /// Calls that took effect, per second.
    pub(crate) fn rate(&self) -> f64 {
        per_second(self.latencies.count(), self.elapsed)
    }

    /// Calls that were refused, per second.
    pub(crate) fn refusal_rate(&self) -> f64 {
        per_second(self.refusals.count(), self.elapsed)
    }
}

fn per_second(count: u64, elapsed: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let count = count as f64;
    count / elapsed.as_secs_f64()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0}/s, {}", self.rate(), self.latencies)?;
        if self.refusals.count() > 0 {
            let (count, refusals) = (self.refusals.count(), &self.refusals);
            write!(f, "; {count} refused, {refusals}")?;
        }
        write!(f, "; {} done, next {}", self.done, self.next)
    }
}

/// What has been sent, and what became of it. Shared by all who send; there is one
/// thread.
pub(crate) struct Tally {
    /// When everybody began to send.
    pub(crate) start: Instant,
    next: Cell<u64>,
    last: u64,
    done: Cell<u64>,
    begin: Instant,
    end: Instant,
    latencies: RefCell<Latencies>,
    refusals: RefCell<Latencies>,
}

impl Tally {
    /// Of a load that begins now.
    pub(crate) fn new(load: &Load) -> Self {
        let start = Instant::now();
        let begin = start + load.warm_up;
        Self {
            start,
            next: Cell::new(load.first),
            last: load.first.saturating_add(load.limit),
            done: Cell::new(0),
            begin,
            end: begin + load.duration,
            latencies: RefCell::new(Latencies::new()),
            refusals: RefCell::new(Latencies::new()),
        }
    }

    /// The number of a signal to send at a time, or none when all have been.
    pub(crate) fn take(&self, at: Instant) -> Option<u64> {
        let number = self.next.get();
        if at >= self.end || number >= self.last {
            return None;
        }
        self.next.set(number + 1);
        Some(number)
    }

    /// A call got its answer.
    pub(crate) fn note(&self, outcome: &Outcome, since: Instant, now: Instant) {
        let is_measured = now >= self.begin && now < self.end;
        let latencies = match outcome {
            Outcome::Done => {
                self.done.set(self.done.get() + 1);
                &self.latencies
            }
            Outcome::Refused => &self.refusals,
        };
        if is_measured {
            latencies.borrow_mut().record(now - since);
        }
    }
}

/// Sends a load, and fails at the first answer that is neither success nor a
/// refusal of too much.
pub(crate) async fn run(target: &Target, load: Load) -> Result<Report, Failure> {
    let tally = match target.protocol {
        Protocol::Grpc => grpc::send(target, load).await?,
        _ => http::send(target, load).await?,
    };
    Ok(Report {
        elapsed: load.duration,
        latencies: tally.latencies.into_inner(),
        refusals: tally.refusals.into_inner(),
        done: tally.done.get(),
        next: tally.next.get(),
    })
}
