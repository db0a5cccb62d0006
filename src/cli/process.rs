//! A process that answers until it is told to stop.

use std::{error::Error, future::Future, process::ExitCode};

use super::signals::Signals;
use crate::{
    server::{Ended, Server, Unfinished},
    sidecar::Sidecar,
};

/// What such a process runs.
pub(super) trait Serving {
    /// Waits until a part of it ends by itself.
    fn ended(&mut self) -> impl Future<Output = Ended>;
    /// Ends it gracefully.
    fn stop(self) -> impl Future<Output = Result<(), Unfinished>>;
}

impl Serving for Server {
    async fn ended(&mut self) -> Ended {
        Server::ended(self).await
    }

    async fn stop(self) -> Result<(), Unfinished> {
        Server::stop(self).await
    }
}

impl Serving for Sidecar {
    async fn ended(&mut self) -> Ended {
        Sidecar::ended(self).await
    }

    async fn stop(self) -> Result<(), Unfinished> {
        Sidecar::stop(self).await
    }
}

/// Waits for a signal, and ends `serving` gracefully; a second signal ends the
/// process at once.
pub(super) async fn until_told(
    mut serving: impl Serving,
    mut signals: Signals,
) -> Result<ExitCode, Box<dyn Error>> {
    let failure = tokio::select! {
        signal = signals.next() => {
            tracing::info!("{} received, finishing what has begun", signal.name);
            None
        }
        ended = serving.ended() => Some(ended),
    };
    tokio::select! {
        stopped = serving.stop() => stopped?,
        signal = signals.next() => {
            tracing::warn!("{} received again, ending at once", signal.name);
            return Ok(signal.exit_code());
        }
    }
    tracing::info!("stopped");
    failure.map_or(Ok(ExitCode::SUCCESS), |ended| Err(ended.into()))
}
