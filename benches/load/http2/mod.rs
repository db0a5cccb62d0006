//! HTTP/2 as far as a generator needs it.
//!
//! A client for everybody (h2, and what is built on it) and a task for each call take
//! 7 to 9 µs of the processor for a call, which are missing from what is measured: in
//! overload they were a fifth of the machine. So frames are read and written here;
//! whatever a server of gRPC need not send ends the measurement instead of being
//! understood.

mod exchange;
mod fields;
mod frame;

use std::{io, net::SocketAddr};

use bytes::{Buf as _, BytesMut};
use tokio::net::TcpStream;

use self::exchange::Exchange;
pub(crate) use self::exchange::{Answer, Call};
use crate::target::Failure;

/// A connection, and a `T` for each call that has no answer yet.
pub(crate) struct Connection<T> {
    stream: TcpStream,
    exchange: Exchange<T>,
}

impl<T> Connection<T> {
    /// Opens one for calls to `paths`.
    pub(crate) async fn open(address: SocketAddr, paths: &[&str]) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let exchange = Exchange::new(&address.to_string(), paths);
        let mut connection = Self { stream, exchange };
        // How many calls may be under way is known once the server said so.
        while !connection.exchange.has_begun() {
            connection.flush()?;
            connection.wait().await?;
            if connection.next_answer()?.is_some() {
                return Err("an answer to no call".into());
            }
        }
        Ok(connection)
    }

    /// How many calls have no answer.
    pub(crate) fn under_way(&self) -> usize {
        self.exchange.under_way()
    }

    /// Whether the server takes another call.
    pub(crate) fn has_room(&self) -> bool {
        self.exchange.has_room()
    }

    /// Has a call leave with the next [`Self::flush`]. `write` appends its message.
    pub(crate) fn send(
        &mut self,
        call: Call<T>,
        write: impl FnOnce(&mut BytesMut),
    ) -> Result<(), Failure> {
        self.exchange.send(call, write)
    }

    /// The next answer of those that have come.
    pub(crate) fn next_answer(&mut self) -> Result<Option<(T, Answer)>, Failure> {
        self.exchange.next_answer()
    }

    /// Writes as much as the system takes.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        let output = &mut self.exchange.output;
        while !output.is_empty() {
            match self.stream.try_write(output) {
                Ok(count) => output.advance(count),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Until there is something to read, and reads it, or room to write.
    pub(crate) async fn wait(&mut self) -> Result<(), Failure> {
        const AT_ONCE: usize = 64 << 10;
        tokio::select! {
            biased;
            ready = self.stream.readable() => ready?,
            ready = self.stream.writable(), if !self.exchange.output.is_empty() => {
                return Ok(ready?);
            }
        }
        let input = &mut self.exchange.input;
        input.reserve(AT_ONCE);
        match self.stream.try_read_buf(input) {
            Ok(0) => Err("the server ended the connection".into()),
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
