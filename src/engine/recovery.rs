//! Recovery: callbacks that were saved and not applied are claimed when they
//! are due, and applied through the same lanes as all others.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt as _, stream::FuturesUnordered};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    domain::{
        callback::apply::{ApplyCallback, PostponeCallback},
        order::TradeKey,
    },
    store::Session,
};

use super::{Engine, EngineError, EngineSettings, clock, queue::Key};

/// How many callbacks one round claims.
const CLAIM_LIMIT: i64 = 256;
/// How long a claim holds. An instance that dies with a claim gives it up then.
const LEASE: Duration = Duration::from_secs(30);

/// The recovery of one instance, before it runs. Any number of instances share
/// the work.
pub(super) struct Recovery {
    session: Session,
    engine: Engine,
    interval: Duration,
}

impl Recovery {
    pub(super) fn new(session: Session, engine: Engine, settings: EngineSettings) -> Self {
        Self {
            session,
            engine,
            interval: settings.recovery_interval,
        }
    }

    /// Looks for callbacks that are due at every interval, and at once when
    /// told that some are, until the engine stops.
    pub(super) async fn run(mut self, due: Arc<Notify>, stopping: CancellationToken) {
        loop {
            let more = self.round().await;
            if stopping.is_cancelled() {
                return;
            }
            if more {
                continue;
            }
            tokio::select! {
                () = stopping.cancelled() => return,
                () = due.notified() => {}
                () = tokio::time::sleep(self.interval) => {}
            }
        }
    }

    /// Applies what is due. Tells whether anything was, since more may be then.
    async fn round(&mut self) -> bool {
        let now = clock::now();
        let claimed = self
            .session
            .claim_due_callbacks(now, now.after(LEASE), CLAIM_LIMIT)
            .await;
        let keys = match claimed {
            Ok(Some(keys)) => keys,
            Ok(None) => return false,
            Err(error) => {
                tracing::warn!(%error, "callbacks that are due cannot be claimed");
                return false;
            }
        };
        let mut applying: FuturesUnordered<_> = keys
            .into_iter()
            .map(|key| apply(&self.engine, key))
            .collect();
        while applying.next().await.is_some() {}
        true
    }
}

async fn apply(engine: &Engine, key: TradeKey) {
    let on_key = Key::of(&key.trandeno);
    let command = ApplyCallback { key: key.clone() };
    let lasting = match engine.run(on_key, command).await {
        // Decided; or the lease runs out, and the next round tries again.
        Ok(_)
        | Err(EngineError::Refused(_) | EngineError::Overloaded | EngineError::Unavailable) => {
            return;
        }
        Err(EngineError::Contended) => false,
        Err(EngineError::Internal) => true,
    };
    let batchno = key.batchno.clone();
    let command = PostponeCallback { key, lasting };
    if let Err(error) = engine.run(on_key, command).await {
        tracing::warn!(%batchno, %error, "a callback cannot be postponed");
    }
}
