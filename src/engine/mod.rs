//! The engine: natural batching.
//!
//! Commands queue on **lanes**. A lane is a bounded queue and a task that owns
//! one database session. It takes whatever has accumulated, loads the rows of
//! all those commands, lets the rules decide each in turn, writes back what
//! changed, commits once and answers every caller. There is no timer: an idle
//! lane runs a batch of one at once, and a busy one grows its batches by itself.
//!
//! No transaction runs in a caller's future: callers only await replies, so one
//! that hangs up changes nothing.

mod batch;
mod clock;
mod job;
mod lane;
mod recovery;

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use thiserror::Error;
use tokio::{
    sync::{Notify, mpsc, oneshot},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use crate::{
    domain::{
        callback::{
            apply::Applied,
            operator::{ReplayCallback, Replayed, ResolveCallback, Resolved},
            receive::ReceiveCallback,
        },
        command::{Command, RecoveryPolicy},
        douyin::{NoticeResult, StoreNotices},
        feed::{Fed, FeedOrders},
        reason::Refusal,
        refund::{RefundInForce, RequestRefund},
        taoxianda::{StoreSubOrders, SubOrderResult},
    },
    metrics,
    store::{Reader, Store},
};

use job::{CallbackJob, Job, Request};

/// How the engine runs.
#[derive(Clone, Copy, Debug)]
pub struct EngineSettings {
    /// How many lanes run side by side. SQLite has one writer, and one lane.
    pub lanes: usize,
    /// How many commands may wait on one lane.
    pub lane_queue: usize,
    /// How many commands one batch takes at most.
    pub batch_max: usize,
    /// How often recovery looks for callbacks that are due.
    pub recovery_interval: Duration,
    /// When recovery steps in, and when it gives up.
    pub recovery: RecoveryPolicy,
}

/// Why a command has no outcome.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EngineError {
    /// The rules refused it.
    #[error("{}", .0.message)]
    Refused(Refusal),
    /// The lane's queue is full.
    #[error("the queue is full")]
    Overloaded,
    /// The database cannot be reached, or the engine is stopping.
    #[error("the database cannot be reached or the server is stopping")]
    Unavailable,
    /// Others kept changing the same rows.
    #[error("others kept changing the same rows")]
    Contended,
    /// A defect. It was logged where it came up.
    #[error("internal error")]
    Internal,
}

/// What became of a callback that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallbackAnswer {
    /// Transaction 2 took place, now or before.
    Applied(Applied),
    /// Transaction 2 failed for a passing reason; recovery applies it.
    Pending,
}

/// The engine. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
}

/// So many commands under way keep one lane busy. With fewer of them on each, lanes
/// would only make small batches of what could have been a large one.
const COMMANDS_PER_LANE: usize = 64;

struct Shared {
    lanes: Vec<mpsc::Sender<Job>>,
    /// Commands that are queued or being run, on all lanes.
    under_way: Arc<AtomicUsize>,
    reader: Reader,
    recovery_due: Arc<Notify>,
    recovery_stopping: CancellationToken,
    lanes_stopping: CancellationToken,
    /// Recovery first, then the lanes.
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Engine {
    /// Starts the lanes and the recovery over an open store. Must be called
    /// within a tokio runtime.
    #[must_use]
    pub fn start(store: &Store, settings: EngineSettings) -> Self {
        let recovery_stopping = CancellationToken::new();
        let lanes_stopping = CancellationToken::new();
        let recovery_due = Arc::new(Notify::new());
        let under_way = Arc::new(AtomicUsize::new(0));
        let (mut lanes, mut tasks) = (Vec::new(), Vec::new());
        for number in 0..settings.lanes.max(1) {
            let (sender, queue) = mpsc::channel(settings.lane_queue);
            let under_way = Arc::clone(&under_way);
            let lane = lane::Lane::new(number, store.clone(), queue, under_way, settings);
            tasks.push(tokio::spawn(lane.run(lanes_stopping.clone())));
            lanes.push(sender);
        }
        let engine = Self {
            shared: Arc::new(Shared {
                lanes,
                under_way,
                reader: store.reader(),
                recovery_due: recovery_due.clone(),
                recovery_stopping: recovery_stopping.clone(),
                lanes_stopping,
                tasks: Mutex::default(),
            }),
        };
        let recovery = recovery::Recovery::new(store.session(), engine.clone(), settings);
        let recovery = recovery.run(recovery_due, recovery_stopping);
        tasks.insert(0, tokio::spawn(recovery));
        *engine.tasks() = tasks;
        engine
    }

    /// Takes no more commands, answers those that are queued, and ends.
    ///
    /// Recovery ends first, while the lanes still run, so that what it has
    /// claimed is applied and not left to its lease.
    pub async fn stop(&self) {
        // The lanes end in any case, even if the caller loses patience here.
        let lanes = self.shared.lanes_stopping.clone().drop_guard();
        self.shared.recovery_stopping.cancel();
        let mut tasks = std::mem::take(&mut *self.tasks()).into_iter();
        if let Some(recovery) = tasks.next() {
            ended(recovery).await;
        }
        drop(lanes);
        for lane in tasks {
            ended(lane).await;
        }
    }

    fn tasks(&self) -> std::sync::MutexGuard<'_, Vec<JoinHandle<()>>> {
        // The list is only ever replaced whole, so it is sound after a panic.
        let tasks = self.shared.tasks.lock();
        tasks.unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what is stored.
    #[must_use]
    pub fn reader(&self) -> Reader {
        self.shared.reader.clone()
    }

    /// A batch number that nobody else has: China's date and time, and 18
    /// random digits.
    #[must_use]
    pub fn new_batchno(&self) -> String {
        clock::new_batchno()
    }

    /// Measures what is saved and not applied yet, for the metrics.
    pub async fn measure_backlog(&self) {
        match self.reader().backlog().await {
            Ok(backlog) => {
                let age = backlog
                    .oldest_unapplied
                    .map_or(Duration::ZERO, clock::since);
                metrics::unapplied(backlog.received, backlog.needs_attention, age.as_secs_f64());
            }
            Err(error) => tracing::warn!(%error, "the backlog cannot be read"),
        }
    }

    /// Adds orders or brings known ones up to date.
    pub async fn feed_orders(&self, command: FeedOrders) -> Result<Fed, EngineError> {
        let lane = self.lane_of(command.first_order_id());
        let fed = self.run(lane, command).await?;
        if fed.woke_callbacks {
            self.shared.recovery_due.notify_one();
        }
        Ok(fed)
    }

    /// Asks for a refund.
    pub async fn request_refund(
        &self,
        command: RequestRefund,
    ) -> Result<RefundInForce, EngineError> {
        let lane = self.lane_of(command.order_id());
        self.run(lane, command).await
    }

    /// Saves a callback, and then applies it.
    pub async fn receive_callback(
        &self,
        command: ReceiveCallback,
    ) -> Result<CallbackAnswer, EngineError> {
        let lane = self.lane_of(&command.key().trandeno);
        let (reply, answer) = oneshot::channel();
        self.enqueue(
            lane,
            Job::Callback(Box::new(CallbackJob::new(command, reply))),
        )?;
        answer.await.unwrap_or(Err(EngineError::Internal))
    }

    /// Runs a saved callback once more for an operator.
    pub async fn replay_callback(&self, command: ReplayCallback) -> Result<Replayed, EngineError> {
        let lane = self.lane_of(&command.0.key().trandeno);
        self.run(lane, command).await
    }

    /// Takes a saved callback out of the operators' list.
    pub async fn resolve_callback(
        &self,
        command: ResolveCallback,
    ) -> Result<Resolved, EngineError> {
        let lane = self.lane_of(&command.0.key().trandeno);
        self.run(lane, command).await
    }

    /// Stores Douyin's notices.
    pub async fn store_douyin_notices(
        &self,
        command: StoreNotices,
    ) -> Result<Vec<NoticeResult>, EngineError> {
        let lane = self.lane_of(command.order_id());
        self.run(lane, command).await
    }

    /// Stores Taoxianda's sub orders.
    pub async fn store_taoxianda(
        &self,
        command: StoreSubOrders,
    ) -> Result<Vec<SubOrderResult>, EngineError> {
        let lane = self.lane_of(command.first_sub_order_id());
        self.run(lane, command).await
    }

    async fn run<C>(&self, lane: usize, command: C) -> Result<C::Outcome, EngineError>
    where
        C: Command + Send + 'static,
        C::Outcome: Send,
    {
        let (reply, answer) = oneshot::channel();
        self.enqueue(lane, Job::Other(Box::new(Request::new(command, reply))))?;
        // A lane that loses a reply has met a defect, and has logged it.
        answer.await.unwrap_or(Err(EngineError::Internal))
    }

    fn enqueue(&self, lane: usize, job: Job) -> Result<(), EngineError> {
        let Some(queue) = self.shared.lanes.get(lane) else {
            return Err(EngineError::Internal);
        };
        // Before it can be answered.
        self.shared.under_way.fetch_add(1, Ordering::Relaxed);
        queue.try_send(job).map_err(|error| {
            self.shared.under_way.fetch_sub(1, Ordering::Relaxed);
            match error {
                mpsc::error::TrySendError::Full(_) => {
                    metrics::queue_full(lane);
                    EngineError::Overloaded
                }
                mpsc::error::TrySendError::Closed(_) => EngineError::Unavailable,
            }
        })
    }

    /// Whether the queues have hardly any room left once `expected` more commands
    /// are in them. Commands are few then that could still be taken, and it is of no
    /// use to look at each.
    #[must_use]
    pub fn is_full(&self, expected: usize) -> bool {
        let lanes = self.shared.lanes.iter();
        are_full(
            lanes.map(|lane| (lane.capacity(), lane.max_capacity())),
            expected,
        )
    }

    /// Commands on one key take one lane, so that they rarely meet. As many lanes
    /// take part as there is work for.
    fn lane_of(&self, key: &str) -> usize {
        let Shared {
            lanes, under_way, ..
        } = &*self.shared;
        let busy = under_way.load(Ordering::Relaxed) / COMMANDS_PER_LANE + 1;
        let lanes = busy.min(lanes.len()) as u64;
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        usize::try_from(hasher.finish() % lanes).unwrap_or(0)
    }
}

/// Whether queues, each with so much room left of so much, are full once `expected`
/// more are in them: one of them is, and the others are well filled too. One full
/// queue among empty ones says nothing, for its lane may wait for somebody, and the
/// others go on.
fn are_full(queues: impl ExactSizeIterator<Item = (usize, usize)>, expected: usize) -> bool {
    let share = expected / queues.len().max(1);
    let (mut room, mut whole, mut is_one_full) = (0, 0, false);
    for (left, most) in queues {
        room += left;
        whole += most;
        is_one_full |= left <= most / 8 + share;
    }
    is_one_full && room <= whole / 3 + expected
}

async fn ended(task: JoinHandle<()>) {
    if let Err(error) = task.await {
        tracing::error!(%error, "an engine task failed");
    }
}

#[cfg(test)]
mod tests {
    use super::are_full;

    #[test]
    fn queues_are_full_together() {
        let are_full = |room: [usize; 3], expected| {
            are_full(room.into_iter().map(|left| (left, 80)), expected)
        };
        assert!(!are_full([80, 80, 80], 0));
        assert!(!are_full([11, 11, 11], 0), "an eighth is 10");
        assert!(are_full([10, 10, 10], 0));
        assert!(!are_full([80, 80, 80], 209));
        assert!(are_full([80, 80, 80], 210));

        assert!(!are_full([0, 80, 80], 0), "it may wait for somebody");
        assert!(!are_full([0, 80, 1], 0), "a third is 80");
        assert!(are_full([0, 40, 40], 0));
        assert!(!are_full([11, 35, 34], 0));
        assert!(are_full([11, 35, 34], 3));
    }
}
