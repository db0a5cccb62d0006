//! Answers that are ready together leave together.
//!
//! A batch answers hundreds of callers at once, each on a task of its own. The
//! task of their connection would be woken by the first of them, run next, and
//! write one answer; then by the second, and so on: a system call for each, and
//! one more for its reader. So what is to be written waits until everybody who is
//! ready has run, which is at once when nobody else is.

use std::{
    io::{self, IoSlice},
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    task::yield_now,
};

/// A connection that gives way to other tasks before it writes.
#[derive(Debug)]
pub(super) struct Coalesced<C> {
    connection: C,
    has_given_way: bool,
}

impl<C> Coalesced<C> {
    pub(super) fn new(connection: C) -> Self {
        let has_given_way = false;
        Self {
            connection,
            has_given_way,
        }
    }

    /// Pending once for each flush.
    fn give_way(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.has_given_way {
            return Poll::Ready(());
        }
        self.has_given_way = true;
        // Not woken at once, but when the worker has nothing else to do, or has
        // polled some dozens of other tasks.
        pin!(yield_now()).poll(context)
    }
}

impl<C: AsyncRead + Unpin> AsyncRead for Coalesced<C> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_read(context, buffer)
    }
}

impl<C: AsyncWrite + Unpin> AsyncWrite for Coalesced<C> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.give_way(context));
        Pin::new(&mut self.connection).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        ready!(self.give_way(context));
        Pin::new(&mut self.connection).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.connection.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.has_given_way = false;
        Pin::new(&mut self.connection).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::*;

    #[tokio::test]
    async fn whoever_is_ready_runs_before_anything_is_written() {
        let (near, mut far) = duplex(64);
        let mut near = Coalesced::new(near);
        let run = Arc::new(AtomicUsize::new(0));
        for _ in 0..3 {
            let run = Arc::clone(&run);
            tokio::spawn(async move { run.fetch_add(1, Ordering::Relaxed) });
        }
        for expected in ["first", "second"] {
            near.write_all(expected.as_bytes()).await.unwrap();
            assert_eq!(run.load(Ordering::Relaxed), 3);
            near.flush().await.unwrap();
            let mut read = vec![0; expected.len()];
            far.read_exact(&mut read).await.unwrap();
            assert_eq!(read, expected.as_bytes());
        }
    }
}
