//! A connection from its first byte to its last, and how long each may take.

use std::{convert::Infallible, net::SocketAddr, pin::Pin, sync::Arc, time::Duration};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncWriteExt as _, copy, sink},
    net::TcpStream,
    time::timeout,
};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;

use super::{dispatch::Dispatcher, handler::Handler};

/// Bytes of a request's head: above what IIS takes (16 KiB), as TOP's clients
/// may put a whole message into the URL. More is answered with 431, and so are
/// more than 100 headers, which hyper sees to.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// How long a client may go on sending after the last answer. A connection that
/// is closed while bytes arrive is reset, and takes an answer along that the
/// client has not read yet.
const LINGER: Duration = Duration::from_secs(2);

/// How long a connection may be silent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Before the head of a request is complete, and between two requests.
    pub(super) header_timeout: Duration,
    /// While it takes none of an answer that is sent.
    pub(super) write_timeout: Duration,
}

/// Answers the requests of one connection until it ends. `stop` asks it to end
/// after the answer under way.
pub(super) async fn serve<H: Handler>(
    stream: TcpStream,
    peer: SocketAddr,
    patience: Patience,
    dispatcher: Arc<Dispatcher<H>>,
    stop: CancellationToken,
) {
    // Without it, small answers may wait for the client's acknowledgement.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY is not set");
    }
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(patience.write_timeout));
    let service = service_fn(move |request| {
        let answer = Arc::clone(&dispatcher).answer(request, peer);
        async move { Ok::<_, Infallible>(answer.await) }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.header_timeout)
        .max_buf_size(MAX_HEAD_BYTES)
        .max_header_size(MAX_HEAD_BYTES)
        // Who has said all there is to say may still wait for the answer.
        .half_close(true)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);

    let ended = tokio::select! {
        ended = &mut connection => Some(ended),
        () = stop.cancelled() => None,
    };
    let ended = if let Some(ended) = ended {
        ended
    } else {
        Pin::new(&mut connection).graceful_shutdown();
        (&mut connection).await
    };
    if let Err(error) = ended {
        tracing::debug!(%error, network.peer.address = %peer, "a connection broke");
    }
    let mut stream = connection.into_parts().io.into_inner();
    let goodbye = async {
        stream.shutdown().await?;
        copy(&mut stream, &mut sink()).await
    };
    // Nobody is left to be told.
    let _ = timeout(LINGER, goodbye).await;
}
