//! Closed loops, with so many calls in flight, and open ones, with so many calls
//! per second whatever comes back.

use std::{
    cell::{Cell, RefCell},
    fmt,
    rc::Rc,
    time::Duration,
};

use tokio::{
    task::{JoinSet, LocalSet},
    time::{Instant, sleep_until},
};

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
    /// Calls per second of an open loop.
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

/// Shared by all callers; there is one thread.
struct Tally {
    next: Cell<u64>,
    last: u64,
    done: Cell<u64>,
    begin: Instant,
    end: Instant,
    latencies: RefCell<Latencies>,
    refusals: RefCell<Latencies>,
}

impl Tally {
    fn take(&self) -> u64 {
        let number = self.next.get();
        self.next.set(number + 1);
        number
    }

    fn note(&self, outcome: &Outcome, since: Instant) {
        let now = Instant::now();
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

/// One way to call.
enum Caller {
    Grpc(Box<grpc::Caller>),
    Http(http::Caller),
}

impl Caller {
    async fn send(&mut self, workload: Workload, number: u64) -> Result<Outcome, Failure> {
        match self {
            Self::Grpc(caller) => caller.send(workload, number).await,
            Self::Http(caller) => caller.send(workload, number).await,
        }
    }
}

/// As many ways to call as may be in flight.
async fn callers(target: &Target, count: usize) -> Result<Vec<Caller>, Failure> {
    let mut callers = Vec::with_capacity(count);
    if target.protocol == Protocol::Grpc {
        let mut connections = Vec::new();
        for _ in 0..target.connections.min(count) {
            connections.push(grpc::connect(target).await?);
        }
        let connections = connections.iter().cycle().take(count);
        callers.extend(
            connections
                .cloned()
                .map(|caller| Caller::Grpc(Box::new(caller))),
        );
    } else {
        for _ in 0..count {
            callers.push(Caller::Http(http::connect(target).await?));
        }
    }
    Ok(callers)
}

/// Sends a load, and fails at the first answer that is neither success nor a
/// refusal of too much.
pub(crate) async fn run(target: &Target, load: Load) -> Result<Report, Failure> {
    LocalSet::new().run_until(send(target, load)).await
}

async fn send(target: &Target, load: Load) -> Result<Report, Failure> {
    let callers = callers(target, load.in_flight).await?;
    let begin = Instant::now() + load.warm_up;
    let tally = Rc::new(Tally {
        next: Cell::new(load.first),
        last: load.first.saturating_add(load.limit),
        done: Cell::new(0),
        begin,
        end: begin + load.duration,
        latencies: RefCell::new(Latencies::new()),
        refusals: RefCell::new(Latencies::new()),
    });
    match load.rate {
        None => closed(callers, load.workload, &tally).await?,
        Some(rate) => open(callers, load.workload, rate, &tally).await?,
    }
    let tally = Rc::into_inner(tally).ok_or("a caller is still there")?;
    Ok(Report {
        elapsed: load.duration,
        latencies: tally.latencies.into_inner(),
        refusals: tally.refusals.into_inner(),
        done: tally.done.get(),
        next: tally.next.get(),
    })
}

/// Each caller sends its next call when it has the answer to the last one.
async fn closed(
    callers: Vec<Caller>,
    workload: Workload,
    tally: &Rc<Tally>,
) -> Result<(), Failure> {
    let mut tasks = JoinSet::new();
    for mut caller in callers {
        let tally = tally.clone();
        tasks.spawn_local(async move {
            while Instant::now() < tally.end && tally.next.get() < tally.last {
                let since = Instant::now();
                let outcome = caller.send(workload, tally.take()).await?;
                tally.note(&outcome, since);
            }
            Ok::<(), Failure>(())
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(())
}

/// Every call has a time at which it is due, and its latency counts from there,
/// whether or not a caller was free then. Whoever came back last is the next to
/// call, so that few of them do where few are needed.
async fn open(
    mut free: Vec<Caller>,
    workload: Workload,
    rate: f64,
    tally: &Rc<Tally>,
) -> Result<(), Failure> {
    let begin = Instant::now();
    let mut calls = JoinSet::new();
    for slot in 0_u64.. {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let due = begin + Duration::from_secs_f64(slot as f64 / rate);
        if due >= tally.end {
            break;
        }
        sleep_until(due).await;
        while let Some(ended) = calls.try_join_next() {
            free.push(ended??);
        }
        let mut caller = match free.pop() {
            Some(caller) => caller,
            None => calls
                .join_next()
                .await
                .ok_or("nobody is there to call")???,
        };
        let tally = tally.clone();
        calls.spawn_local(async move {
            let outcome = caller.send(workload, tally.take()).await?;
            tally.note(&outcome, due);
            Ok::<Caller, Failure>(caller)
        });
    }
    while let Some(ended) = calls.join_next().await {
        ended??;
    }
    Ok(())
}
