//! Taking connections: the same for both listeners.

use std::{io, pin::pin, time::Duration};

use futures_util::{Stream, StreamExt as _};
use tokio::{task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

/// Pause after the system refused a connection: without one, being out of file
/// descriptors would turn into a busy loop.
const AFTER_REFUSAL: Duration = Duration::from_millis(100);

/// A connection, or none after a pause where the system refused it. For the stream
/// that accepts them itself: what is accepted ahead would be refused many times over.
pub(crate) async fn taken<C>(accepted: io::Result<C>) -> Option<C> {
    match accepted {
        Ok(connection) => Some(connection),
        Err(error) => {
            tracing::warn!(%error, "a connection was not taken");
            sleep(AFTER_REFUSAL).await;
            None
        }
    }
}

/// Serves connections, at most `max` at a time, until told to stop; then takes no
/// more, and lets those that there are come to their ends.
pub(crate) async fn serve_all<C, F>(
    incoming: impl Stream<Item = C>,
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
                Some(connection) = incoming.next(), if has_room => {
                    connections.spawn(serve(connection));
                }
            }
        }
    }
    while connections.join_next().await.is_some() {}
}
