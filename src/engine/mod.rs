//! The engine: natural batching.
//!
//! Commands wait in a bounded queue for one of the **lanes**. A lane is a task that
//! owns one database session. It takes whatever has accumulated, loads the rows of
//! all those commands, lets the rules decide each in turn, writes back what
//! changed, commits once and answers every caller. There is no timer: an idle
//! engine runs a batch of one at once, and a busy one grows its batches by itself.
//!
//! No transaction runs in a caller's future: callers only await replies, so one
//! that hangs up changes nothing.

mod batch;
mod clock;
mod job;
mod lane;
mod queue;
mod recovery;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use thiserror::Error;
use tokio::{
    sync::{Notify, oneshot},
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
use queue::{Key, PushError, Queue, QueueSettings};

/// How the engine runs.
#[derive(Clone, Copy, Debug)]
pub struct EngineSettings {
    /// How many lanes run side by side. SQLite has one writer, and one lane.
    pub lanes: usize,
    /// How many commands may wait for a lane.
    pub queue_max: usize,
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
    /// The queue is full.
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

struct Shared {
    queue: Arc<Queue<Job>>,
    reader: Reader,
    recovery_due: Arc<Notify>,
    recovery_stopping: CancellationToken,
    /// Recovery first, then the lanes.
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Engine {
    /// Starts the lanes and the recovery over an open store. Must be called
    /// within a tokio runtime.
    #[must_use]
    pub fn start(store: &Store, settings: EngineSettings) -> Self {
        let recovery_stopping = CancellationToken::new();
        let recovery_due = Arc::new(Notify::new());
        let lanes = settings.lanes.max(1);
        let queue = Arc::new(Queue::new(QueueSettings {
            lanes,
            capacity: settings.queue_max,
            batch_max: settings.batch_max,
        }));
        let lanes = (0..lanes).map(|number| {
            let lane = lane::Lane::new(number, store.clone(), Arc::clone(&queue), settings);
            tokio::spawn(lane.run())
        });
        let mut tasks: Vec<_> = lanes.collect();
        let engine = Self {
            shared: Arc::new(Shared {
                queue,
                reader: store.reader(),
                recovery_due: recovery_due.clone(),
                recovery_stopping: recovery_stopping.clone(),
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
        let lanes = Closing(&self.shared.queue);
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
        let key = Key::of(command.first_order_id());
        let fed = self.run(key, command).await?;
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
        let key = Key::of(command.order_id());
        self.run(key, command).await
    }

    /// Saves a callback, and then applies it.
    pub async fn receive_callback(
        &self,
        command: ReceiveCallback,
    ) -> Result<CallbackAnswer, EngineError> {
        let key = Key::of(&command.key().trandeno);
        let (reply, answer) = oneshot::channel();
        let job = CallbackJob::new(command, reply);
        self.enqueue(key, Job::Callback(Box::new(job)))?;
        answer.await.unwrap_or(Err(EngineError::Internal))
    }

    /// Runs a saved callback once more for an operator.
    pub async fn replay_callback(&self, command: ReplayCallback) -> Result<Replayed, EngineError> {
        let key = Key::of(&command.0.key().trandeno);
        self.run(key, command).await
    }

    /// Takes a saved callback out of the operators' list.
    pub async fn resolve_callback(
        &self,
        command: ResolveCallback,
    ) -> Result<Resolved, EngineError> {
        let key = Key::of(&command.0.key().trandeno);
        self.run(key, command).await
    }

    /// Stores Douyin's notices.
    pub async fn store_douyin_notices(
        &self,
        command: StoreNotices,
    ) -> Result<Vec<NoticeResult>, EngineError> {
        let key = Key::of(command.order_id());
        self.run(key, command).await
    }

    /// Stores Taoxianda's sub orders.
    pub async fn store_taoxianda(
        &self,
        command: StoreSubOrders,
    ) -> Result<Vec<SubOrderResult>, EngineError> {
        let key = Key::of(command.first_sub_order_id());
        self.run(key, command).await
    }

    async fn run<C>(&self, key: Key, command: C) -> Result<C::Outcome, EngineError>
    where
        C: Command + Send + 'static,
        C::Outcome: Send,
    {
        let (reply, answer) = oneshot::channel();
        self.enqueue(key, Job::Other(Box::new(Request::new(command, reply))))?;
        // A lane that loses a reply has met a defect, and has logged it.
        answer.await.unwrap_or(Err(EngineError::Internal))
    }

    fn enqueue(&self, key: Key, job: Job) -> Result<(), EngineError> {
        self.shared
            .queue
            .push(key, job)
            .map_err(|error| match error {
                PushError::Full => {
                    metrics::queue_full();
                    EngineError::Overloaded
                }
                PushError::Closed => EngineError::Unavailable,
            })
    }

    /// Whether the queue has hardly any room left once `expected` more commands are
    /// in it. Commands are few then that could still be taken, and it is of no use
    /// to look at each.
    #[must_use]
    pub fn is_full(&self, expected: usize) -> bool {
        let queue = &self.shared.queue;
        queue.room() <= queue.capacity() / 8 + expected
    }
}

/// Closes a queue in the end.
struct Closing<'a>(&'a Queue<Job>);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

async fn ended(task: JoinHandle<()>) {
    if let Err(error) = task.await {
        tracing::error!(%error, "an engine task failed");
    }
}
