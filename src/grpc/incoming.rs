//! The connections that the gRPC server takes.

use std::time::Duration;

use futures_util::{Stream, StreamExt as _, future::ready};
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tonic::transport::server::TcpIncoming;

use crate::accept::taken;

/// Pause after which a silent peer is probed by TCP, below what firewalls
/// usually forget after.
const TCP_KEEPALIVE: Duration = Duration::from_mins(1);

/// A client speaks first, at once. One that does not within this time is no
/// gRPC client, and would hold its connection for ever.
const FIRST_WORD: Duration = Duration::from_secs(10);

/// Connections whose first word is awaited at the same time.
const SILENT_MAX: usize = 4096;

/// The connections made to `listener` by clients who have something to say.
pub(super) fn connections(listener: TcpListener) -> impl Stream<Item = TcpStream> {
    TcpIncoming::from(listener)
        .with_nodelay(Some(true))
        .with_keepalive(Some(TCP_KEEPALIVE))
        .filter_map(taken)
        .map(speaking)
        .buffer_unordered(SILENT_MAX)
        .filter_map(ready)
}

async fn speaking(connection: TcpStream) -> Option<TcpStream> {
    let spoke = timeout(FIRST_WORD, connection.readable()).await.is_ok();
    spoke.then_some(connection)
}
