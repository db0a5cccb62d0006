//! A lane: a task that owns one database session, and runs batches on it.

use std::{panic::AssertUnwindSafe, sync::Arc};

use futures_util::FutureExt as _;

use crate::{
    domain::command::Keys,
    metrics,
    store::{Batching, SavedBatch, Session, Store},
};

use super::{
    EngineSettings,
    batch::{self, Phase},
    job::{Job, Work},
    queue::Queue,
};

/// A lane, before it runs.
pub(super) struct Lane {
    number: usize,
    store: Store,
    session: Session,
    queue: Arc<Queue<Job>>,
    settings: EngineSettings,
}

impl Lane {
    pub(super) fn new(
        number: usize,
        store: Store,
        queue: Arc<Queue<Job>>,
        settings: EngineSettings,
    ) -> Self {
        let session = store.session();
        Self {
            number,
            store,
            session,
            queue,
            settings,
        }
    }

    /// Runs batches until the queue is closed and empty.
    pub(super) async fn run(mut self) {
        let mut ended = None;
        while let Some((jobs, running)) = self.queue.take(ended).await {
            metrics::queue_depth(self.queue.len());
            self.run_batch(jobs).await;
            ended = Some(running);
        }
    }

    /// A defect that panics costs its batch, not the lane: the callers' replies
    /// are dropped, and so is the session with its open transaction.
    async fn run_batch(&mut self, jobs: Vec<Job>) {
        let lane = self.number;
        let batch = AssertUnwindSafe(self.two_phases(jobs));
        if batch.catch_unwind().await.is_err() {
            tracing::error!(lane, "a batch panicked");
            self.session = self.store.session();
        }
    }

    async fn two_phases(&mut self, mut jobs: Vec<Job>) {
        // Should this break off in between, recovery finds the callbacks by it.
        let saved = SavedBatch::unique();
        let next = keys_of_second(&jobs);
        let first = jobs.iter_mut().filter_map(Job::first).collect();
        let began = self
            .phase(batch::SAVE, Batching::Begin(&saved), Some(&next), first)
            .await;
        let second = jobs.iter_mut().filter_map(Job::second).collect();
        let batching = if began {
            Batching::End(&saved)
        } else {
            Batching::Apart
        };
        self.phase(batch::APPLY, batching, None, second).await;
        for job in jobs {
            job.answer();
        }
    }

    async fn phase(
        &mut self,
        phase: Phase,
        batching: Batching<'_>,
        load_ahead: Option<&Keys>,
        mut works: Vec<&mut dyn Work>,
    ) -> bool {
        if works.is_empty() {
            return false;
        }
        metrics::batch_size(phase.name, works.len());
        let recovery = self.settings.recovery;
        batch::run(
            &mut self.session,
            phase,
            batching,
            load_ahead,
            recovery,
            &mut works,
        )
        .await
    }
}

/// What the second phase loads, where there is a first one and it goes well.
fn keys_of_second(jobs: &[Job]) -> Keys {
    let mut keys = Keys::default();
    if jobs.iter().any(Job::has_first) {
        for job in jobs {
            job.second_keys(&mut keys);
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;
    use crate::{
        domain::{
            callback::{apply::ApplyCallback, receive::ReceiveCallback},
            command::{Context, RecoveryPolicy},
            order::TradeKey,
            timestamp::Timestamp,
            working_set::WorkingSet,
        },
        engine::job::{CallbackJob, Request},
    };

    fn callback(trandeno: &str) -> Job {
        let batchno = "20260101120000B1".to_owned();
        let command = ReceiveCallback::new(batchno, trandeno.to_owned(), Some("1.00"));
        let (reply, _answer) = oneshot::channel();
        Job::Callback(Box::new(CallbackJob::new(command.unwrap(), reply)))
    }

    fn other(trandeno: &str) -> Job {
        let key = TradeKey::new(trandeno, "20260101120000B1");
        let (reply, _answer) = oneshot::channel();
        Job::Other(Box::new(Request::new(ApplyCallback { key }, reply)))
    }

    #[test]
    fn what_is_loaded_ahead_is_what_phase_two_loads() {
        let mut jobs = [callback("T1"), other("T2"), callback("T3")];
        let ahead = keys_of_second(&jobs);
        let context = Context {
            now: Timestamp::from_micros(1),
            recovery: RecoveryPolicy {
                grace: std::time::Duration::ZERO,
                max_attempts: 1,
            },
        };
        let mut rows = WorkingSet::default();
        for save in jobs.iter_mut().filter_map(Job::first) {
            save.decide(&mut rows, &context);
        }
        let mut keys = Keys::default();
        for work in jobs.iter_mut().filter_map(Job::second) {
            work.keys(&mut keys);
        }
        assert_eq!(keys.saved_callbacks.len(), 2);
        assert_eq!(keys.trades.len(), 3);
        assert!(ahead.load_same(&keys));
        assert_eq!(keys_of_second(&[other("T2")]), Keys::default());
    }
}
