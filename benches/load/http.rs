//! Calls over HTTP/1.1, as legacy partners make them.

use std::{io::Write as _, ops::Range, rc::Rc};

use http::StatusCode;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::{JoinSet, LocalSet},
    time::{Instant, sleep_until},
};

use crate::{
    call::{Call, SUCCESSES},
    drive::{Load, Tally},
    target::{Failure, Outcome, Target},
    workload::Workload,
};

/// Sends a load.
pub(crate) async fn send(target: &Target, load: Load) -> Result<Tally, Failure> {
    let callers = LocalSet::new();
    callers.run_until(send_by_tasks(target, load)).await
}

async fn send_by_tasks(target: &Target, load: Load) -> Result<Tally, Failure> {
    let mut callers = Vec::with_capacity(load.in_flight);
    for _ in 0..load.in_flight {
        callers.push(connect(target).await?);
    }
    let tally = Rc::new(Tally::new(&load));
    match load.rate {
        None => closed(callers, load.workload, &tally).await?,
        Some(rate) => open(callers, load.workload, rate, &tally).await?,
    }
    Ok(Rc::into_inner(tally).ok_or("a caller is still there")?)
}

/// Each caller sends its next call when it has the answer to the last one.
async fn closed(
    callers: Vec<Caller>,
    workload: Workload,
    tally: &Rc<Tally>,
) -> Result<(), Failure> {
    let mut tasks = JoinSet::new();
    for mut caller in callers {
        let tally = tally.clone();
        tasks.spawn_local(async move {
            let mut since = Instant::now();
            while let Some(number) = tally.take(since) {
                let outcome = caller.send(workload, number).await?;
                let now = Instant::now();
                tally.note(&outcome, since, now);
                since = now;
            }
            Ok::<(), Failure>(())
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(())
}

/// Whoever came back last is the next to call, so that few of them do where few are
/// needed.
async fn open(
    mut free: Vec<Caller>,
    workload: Workload,
    rate: f64,
    tally: &Rc<Tally>,
) -> Result<(), Failure> {
    let mut calls = JoinSet::new();
    for slot in 0.. {
        let due = tally.start + Load::due(rate, slot);
        let Some(number) = tally.take(due) else {
            break;
        };
        sleep_until(due).await;
        while let Some(ended) = calls.try_join_next() {
            free.push(ended??);
        }
        let mut caller = match free.pop() {
            Some(caller) => caller,
            None => calls
                .join_next()
                .await
                .ok_or("nobody is there to call")???,
        };
        let tally = tally.clone();
        calls.spawn_local(async move {
            let outcome = caller.send(workload, number).await?;
            tally.note(&outcome, due, Instant::now());
            Ok::<Caller, Failure>(caller)
        });
    }
    while let Some(ended) = calls.join_next().await {
        ended??;
    }
    Ok(())
}

/// A connection that carries one call at a time.
///
/// A client for everybody has a task for each connection besides, and its calls take
/// 18 µs instead of 11 of the processors that they share with what is measured.
struct Caller {
    stream: TcpStream,
    target: Target,
    /// The call, and then its answer.
    buffer: Vec<u8>,
}

/// Opens a connection.
async fn connect(target: &Target) -> Result<Caller, Failure> {
    let stream = TcpStream::connect(target.address).await?;
    stream.set_nodelay(true)?;
    Ok(Caller {
        stream,
        target: *target,
        buffer: Vec::with_capacity(4096),
    })
}

impl Caller {
    /// Sends the signal with a number, and waits for what became of it.
    async fn send(&mut self, workload: Workload, number: u64) -> Result<Outcome, Failure> {
        let call = Call::new(&workload.signal(number), &self.target)?;
        self.write(&call)?;
        self.stream.write_all(&self.buffer).await?;
        let (status, body) = self.answer().await?;
        let body = &self.buffer[body];
        match status {
            StatusCode::OK if is_success(body) => Ok(Outcome::Done),
            StatusCode::SERVICE_UNAVAILABLE => Ok(Outcome::Refused),
            status => {
                let body = body.escape_ascii();
                Err(format!("{workload:?} {number}: {status} {body}").into())
            }
        }
    }

    fn write(&mut self, call: &Call) -> Result<(), Failure> {
        let Call {
            path,
            content_type,
            authorization,
            body,
        } = call;
        let (to, address, length) = (&mut self.buffer, self.target.address, body.len());
        to.clear();
        write!(to, "POST {path} HTTP/1.1\r\nHost: {address}\r\n")?;
        write!(
            to,
            "Content-Type: {content_type}\r\nContent-Length: {length}\r\n"
        )?;
        if let Some(authorization) = authorization {
            write!(to, "Authorization: {authorization}\r\n")?;
        }
        to.extend_from_slice(b"\r\n");
        to.extend_from_slice(body);
        Ok(())
    }

    /// The status of the answer, and where in the buffer its body is.
    async fn answer(&mut self) -> Result<(StatusCode, Range<usize>), Failure> {
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server ended the connection".into());
            }
            if let Some(answer) = whole(&self.buffer)? {
                return Ok(answer);
            }
        }
    }
}

/// An answer that has come whole, if it has.
fn whole(input: &[u8]) -> Result<Option<(StatusCode, Range<usize>)>, Failure> {
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut head = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(begin) = head.parse(input)? else {
        return Ok(None);
    };
    let status = StatusCode::from_u16(head.code.ok_or("an answer without a status")?)?;
    let is_length = |it: &&httparse::Header<'_>| it.name.eq_ignore_ascii_case("Content-Length");
    let length = head.headers.iter().find(is_length);
    let length = length.ok_or("an answer without a length")?;
    let length: usize = std::str::from_utf8(length.value)?.parse()?;
    let end = begin + length;
    if input.len() > end {
        return Err("more than an answer".into());
    }
    Ok((input.len() == end).then_some((status, begin..end)))
}

fn is_success(body: &[u8]) -> bool {
    let contains = |part: &[u8]| body.windows(part.len()).any(|window| window == part);
    SUCCESSES.into_iter().any(contains)
}
