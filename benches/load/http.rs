//! Calls over HTTP/1.1, as legacy partners make them.

use std::rc::Rc;

use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::{
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
struct Caller {
    sender: SendRequest<Full<Bytes>>,
    target: Target,
    host: HeaderValue,
}

/// Opens a connection, which is driven by a task of its own.
async fn connect(target: &Target) -> Result<Caller, Failure> {
    let stream = TcpStream::connect(target.address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(Caller {
        sender,
        target: *target,
        host: HeaderValue::from_str(&target.address.to_string())?,
    })
}

impl Caller {
    /// Sends the signal with a number, and waits for what became of it.
    async fn send(&mut self, workload: Workload, number: u64) -> Result<Outcome, Failure> {
        let signal = workload.signal(number);
        let call = Call::new(&signal, &self.target)?;
        let mut request = Request::post(call.path).body(Full::new(Bytes::from(call.body)))?;
        let headers = request.headers_mut();
        headers.insert(header::HOST, self.host.clone());
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(call.content_type),
        );
        if let Some(authorization) = call.authorization {
            headers.insert(header::AUTHORIZATION, authorization.parse()?);
        }
        self.sender.ready().await?;
        let (head, body) = self.sender.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        match head.status {
            StatusCode::OK if is_success(&body) => Ok(Outcome::Done),
            StatusCode::SERVICE_UNAVAILABLE => Ok(Outcome::Refused),
            status => {
                let body = body.escape_ascii();
                Err(format!("{workload:?} {number}: {status} {body}").into())
            }
        }
    }
}

fn is_success(body: &[u8]) -> bool {
    let contains = |part: &[u8]| body.windows(part.len()).any(|window| window == part);
    SUCCESSES.into_iter().any(contains)
}
