//! Taking connections: the same for both listeners.

use std::{io, pin::pin, time::Duration};

use futures_util::{Stream, StreamExt as _};
use tokio::{task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

/// Pause after the system refused a connection: without one, being out of file
/// descriptors would turn into a busy loop.
const AFTER_REFUSAL: Duration = Duration::from_millis(100);

/// Serves connections, at most `max` at a time, until told to stop; then takes no
/// more, and lets those that there are come to their ends.
pub(crate) async fn serve_all<C, F>(
    incoming: impl Stream<Item = io::Result<C>>,
    max: usize,
    stop: &CancellationToken,
    serve: impl Fn(C) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let mut connections = JoinSet::new();
    {
        let mut incoming = pin!(incoming);
        loop {
            // One more than there may be waits in the system's queue.
            let has_room = connections.len() < max;
            tokio::select! {
                () = stop.cancelled() => break,
                Some(_) = connections.join_next() => {}
                Some(accepted) = incoming.next(), if has_room => match accepted {
                    Ok(connection) => {
                        connections.spawn(serve(connection));
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a connection was not taken");
                        sleep(AFTER_REFUSAL).await;
                    }
                },
            }
        }
    }
    while connections.join_next().await.is_some() {}
}
