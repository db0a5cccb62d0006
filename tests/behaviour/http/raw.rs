//! A client that sends what it is told, byte by byte.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use super::super::support::PATIENCE;

/// A connection.
pub struct Raw(TcpStream);

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The status line and the headers, in lower case.
    pub head: String,
    /// The body, as far as `Content-Length` tells.
    pub body: String,
}

impl Raw {
    /// Connects.
    pub async fn connect(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.unwrap())
    }

    /// Connects and sends.
    pub async fn sending(address: SocketAddr, bytes: impl AsRef<[u8]>) -> Self {
        let mut raw = Self::connect(address).await;
        raw.send(bytes).await;
        raw
    }

    /// Where it connects from.
    pub fn local_address(&self) -> SocketAddr {
        self.0.local_addr().unwrap()
    }

    /// Sends. The server may have closed by then.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.0.write_all(bytes.as_ref()).await;
    }

    /// Has no more to say.
    pub async fn end(&mut self) {
        self.0.shutdown().await.unwrap();
    }

    /// Reads one answer.
    pub async fn answer(&mut self) -> Answer {
        self.answer_of(true).await
    }

    /// Reads one answer that has no body, whatever its headers say.
    pub async fn answer_without_body(&mut self) -> Answer {
        self.answer_of(false).await
    }

    /// Reads until the server closes, and tells how many bytes that were.
    pub async fn rest(&mut self) -> usize {
        let mut rest = Vec::new();
        let reading = self.0.read_to_end(&mut rest);
        let read = timeout(PATIENCE, reading).await.expect("it is not closed");
        // A reset is an end too.
        read.unwrap_or(rest.len())
    }

    async fn answer_of(&mut self, has_body: bool) -> Answer {
        let reading = async {
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                head.push(char::from(self.0.read_u8().await.expect("an answer")));
            }
            let head = head.to_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .filter(|_| has_body)
                .map_or(0, |length| length.parse().unwrap());
            let mut body = vec![0; length];
            self.0.read_exact(&mut body).await.expect("a whole body");
            let status = head.split(' ').nth(1).unwrap().parse().unwrap();
            let body = String::from_utf8(body).unwrap();
            Answer { status, head, body }
        };
        timeout(PATIENCE, reading).await.expect("an answer in time")
    }
}
