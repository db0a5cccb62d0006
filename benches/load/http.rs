//! Calls over HTTP/1.1, as legacy partners make them.

use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::{
    call::{Call, SUCCESSES},
    target::{Failure, Outcome, Target},
    workload::Workload,
};

/// A connection that carries one call at a time.
pub(crate) struct Caller {
    sender: SendRequest<Full<Bytes>>,
    target: Target,
    host: HeaderValue,
}

/// Opens a connection, which is driven by a task of its own.
pub(crate) async fn connect(target: &Target) -> Result<Caller, Failure> {
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
    pub(crate) async fn send(
        &mut self,
        workload: Workload,
        number: u64,
    ) -> Result<Outcome, Failure> {
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
