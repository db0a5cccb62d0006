//! Using up nonces, on every instance at once.
//!
//! A lane like those of the engine: whatever has come in meanwhile is used up
//! by one statement and one commit. A process that dies after that commit and
//! before the refund has done no harm: the partner signs anew.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::ready,
    time::Duration,
};

use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;

use super::{PartnersError, clock, hawk::MAX_SKEW_SECONDS};
use crate::{
    metrics,
    store::{Session, TransactionError, partners::HawkNonce},
};

/// How many may wait; one more is refused at once.
const QUEUE: usize = 4096;
/// How many are used up together at most.
const BATCH_MAX: usize = 512;
/// The name of its batches in the metrics.
const PHASE: &str = "nonces";

/// A nonce whose signature is older than the skew is of no use to anybody. The
/// rest is for instances whose clocks differ.
const KEPT_SECONDS: u64 = 5 * MAX_SKEW_SECONDS;
const PRUNE_INTERVAL: Duration = Duration::from_secs(30);
/// How many one transaction forgets: more than a batch uses up, so that forgetting
/// keeps pace with any load.
const PRUNE_LIMIT: i64 = 1024;

type Reply = oneshot::Sender<Result<bool, PartnersError>>;

/// The lane of one instance.
pub(super) struct Nonces {
    queue: mpsc::Sender<(HawkNonce, Reply)>,
}

impl Nonces {
    /// Starts the lane. Must be called within a tokio runtime.
    pub(super) fn start(session: Session, stopping: CancellationToken) -> (Self, JoinHandle<()>) {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let lane = Lane { session, waiting };
        (Self { queue }, tokio::spawn(lane.run(stopping)))
    }

    /// Uses up a nonce. False if it was used up before.
    pub(super) async fn consume(&self, nonce: HawkNonce) -> Result<bool, PartnersError> {
        let (reply, answer) = oneshot::channel();
        let queued = self.queue.try_send((nonce, reply));
        queued.map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => PartnersError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => PartnersError::Unavailable,
        })?;
        answer.await.unwrap_or(Err(PartnersError::Internal))
    }
}

struct Lane {
    session: Session,
    waiting: mpsc::Receiver<(HawkNonce, Reply)>,
}

impl Lane {
    /// Runs until it is to stop and nobody waits.
    async fn run(mut self, stopping: CancellationToken) {
        let mut asked = Vec::with_capacity(BATCH_MAX);
        let mut prune_tick = interval(PRUNE_INTERVAL);
        prune_tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut is_prune_due = false;
        loop {
            tokio::select! {
                biased;
                () = stopping.cancelled(), if !self.waiting.is_closed() => self.waiting.close(),
                _ = prune_tick.tick() => is_prune_due = true,
                taken = self.waiting.recv_many(&mut asked, BATCH_MAX) => {
                    if taken == 0 {
                        return;
                    }
                    self.consume(std::mem::take(&mut asked)).await;
                }
                () = ready(()), if is_prune_due => {}
            }
            // Between two batches, so that nobody waits for all of it.
            if is_prune_due {
                is_prune_due = self.prune().await;
            }
        }
    }

    async fn consume(&mut self, asked: Vec<(HawkNonce, Reply)>) {
        metrics::batch_size(PHASE, asked.len());
        let mut replies: BTreeMap<HawkNonce, Vec<Reply>> = BTreeMap::new();
        for (nonce, reply) in asked {
            replies.entry(nonce).or_default().push(reply);
        }
        let nonces: BTreeSet<_> = replies.keys().cloned().collect();
        match self.session.consume_nonces(nonces).await {
            Ok(used) => {
                for (nonce, replies) in replies {
                    // Of those who came with the same one, the first has it.
                    let mut is_new = !used.contains(&nonce);
                    for reply in replies {
                        let _ = reply.send(Ok(std::mem::take(&mut is_new)));
                    }
                }
            }
            Err(error) => {
                tracing::warn!(%error, "nonces cannot be used up");
                let error = match error {
                    TransactionError::Contended => PartnersError::Contended,
                    TransactionError::Unavailable(_) => PartnersError::Unavailable,
                    TransactionError::Poisoned(_) => PartnersError::Internal,
                };
                for reply in replies.into_values().flatten() {
                    let _ = reply.send(Err(error.clone()));
                }
            }
        }
    }

    /// Forgets some of what is of no use, and tells whether there may be more.
    async fn prune(&mut self) -> bool {
        let before = clock::unix_seconds().saturating_sub(KEPT_SECONDS);
        let before = i64::try_from(before).unwrap_or(i64::MAX);
        match self.session.prune_nonces(before, PRUNE_LIMIT).await {
            Ok(count) => i64::try_from(count).is_ok_and(|count| count == PRUNE_LIMIT),
            Err(error) => {
                tracing::warn!(%error, "old nonces cannot be forgotten");
                false
            }
        }
    }
}
