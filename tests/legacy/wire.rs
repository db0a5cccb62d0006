//! HTTP as a few bytes on a socket: what no client library would send must
//! arrive as well.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// An answer as it came.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The only value of a header, or of none.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self
            .headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let first = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "{name} stands twice");
        first
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }
}

/// Sends a request; its `Content-Length` is added unless the headers say that
/// the body comes in chunks, and then it comes as one.
pub async fn send(
    address: SocketAddr,
    method: &str,
    target: &str,
    headers: &[(String, String)],
    body: Option<&[u8]>,
) -> Answer {
    let is_chunked = headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("transfer-encoding"));
    let mut request = format!("{method} {target} HTTP/1.1\r\n").into_bytes();
    for (name, value) in headers {
        request.extend(format!("{name}: {value}\r\n").into_bytes());
    }
    if let Some(body) = body
        && !is_chunked
    {
        request.extend(format!("Content-Length: {}\r\n", body.len()).into_bytes());
    }
    request.extend(b"Connection: close\r\n\r\n");
    match body {
        Some(body) if is_chunked && !body.is_empty() => {
            request.extend(format!("{:x}\r\n", body.len()).into_bytes());
            request.extend(body);
            request.extend(b"\r\n0\r\n\r\n");
        }
        Some(_) if is_chunked => request.extend(b"0\r\n\r\n"),
        Some(body) => request.extend(body),
        None => {}
    }
    exchange(address, &request).await
}

/// Sends these bytes and reads until the server closes.
pub async fn exchange(address: SocketAddr, request: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // A server that has answered already may not read to the end.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    parse(&answer)
}

/// An answer from its bytes; interim answers (100) are left out.
pub fn parse(answer: &[u8]) -> Answer {
    let shown = || String::from_utf8_lossy(answer).into_owned();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no answer: {:?}", shown()));
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    if status == 100 {
        return parse(&answer[end + 4..]);
    }
    let headers = lines.map(|line| {
        let (name, value) = line
            .split_once(": ")
            .unwrap_or((line.trim_end_matches(':'), ""));
        (name.to_owned(), value.to_owned())
    });
    Answer {
        status,
        headers: headers.collect(),
        body: answer[end + 4..].to_vec(),
    }
}

/// Sends these bytes, and then no more: the answer, if there is one.
pub async fn broken_off(address: SocketAddr, request: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    (!answer.is_empty()).then(|| parse(&answer))
}

/// Sends the head of a request, waits for leave to send its body, and sends it:
/// the interim answer and the final one.
pub async fn with_leave(address: SocketAddr, head: &str, body: &str) -> (String, Answer) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut leave = Vec::new();
    while !leave.ends_with(b"\r\n\r\n") {
        leave.push(stream.read_u8().await.unwrap());
    }
    stream.write_all(body.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    (String::from_utf8(leave).unwrap(), parse(&answer))
}
