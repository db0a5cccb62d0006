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
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker, ready},
};

use futures_util::task::AtomicWaker;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    task::yield_now,
};

/// A connection that gives way to other tasks before it writes.
#[derive(Debug)]
pub(super) struct Coalesced<C> {
    connection: C,
    way: Way,
    turn: Arc<Turn>,
}

/// How far a connection has come in giving way, once for each flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    ToGive,
    Giving,
    Given,
}

/// The turn that comes when the others have had theirs. The task of a connection
/// is woken by each answer meanwhile, which is not its turn yet.
#[derive(Debug, Default)]
struct Turn {
    has_come: AtomicBool,
    connection: AtomicWaker,
}

impl Wake for Turn {
    fn wake(self: Arc<Self>) {
        self.has_come.store(true, Ordering::Release);
        self.connection.wake();
    }
}

impl<C> Coalesced<C> {
    pub(super) fn new(connection: C) -> Self {
        Self {
            connection,
            way: Way::ToGive,
            turn: Arc::default(),
        }
    }

    fn give_way(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.way == Way::Given {
            return Poll::Ready(());
        }
        self.turn.connection.register(context.waker());
        if self.way == Way::ToGive {
            self.way = Way::Giving;
            let waker = Waker::from(Arc::clone(&self.turn));
            // Not woken at once, but when the worker has nothing else to do, or has
            // polled some dozens of other tasks.
            ready!(pin!(yield_now()).poll(&mut Context::from_waker(&waker)));
        } else if !self.turn.has_come.swap(false, Ordering::Acquire) {
            return Poll::Pending;
        }
        self.way = Way::Given;
        Poll::Ready(())
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
        if self.way == Way::Given {
            self.way = Way::ToGive;
        }
        Pin::new(&mut self.connection).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::{future::poll_fn, sync::atomic::AtomicUsize};

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::*;

    #[tokio::test]
    async fn whoever_is_ready_runs_before_anything_is_written() {
        let (near, mut far) = duplex(64);
        let mut near = Coalesced::new(near);
        let run = Arc::new(AtomicUsize::new(0));
        for expected in ["first", "second"] {
            run.store(0, Ordering::Relaxed);
            for _ in 0..3 {
                let run = Arc::clone(&run);
                tokio::spawn(async move { run.fetch_add(1, Ordering::Relaxed) });
            }
            // However often the connection is polled meanwhile.
            poll_fn(|context| {
                for _ in 0..3 {
                    let writing = pin!(near.write(expected.as_bytes()));
                    assert!(writing.poll(context).is_pending());
                }
                Poll::Ready(())
            })
            .await;
            near.write_all(expected.as_bytes()).await.unwrap();
            assert_eq!(run.load(Ordering::Relaxed), 3);
            near.flush().await.unwrap();
            let mut read = vec![0; expected.len()];
            far.read_exact(&mut read).await.unwrap();
            assert_eq!(read, expected.as_bytes());
        }
    }
}
