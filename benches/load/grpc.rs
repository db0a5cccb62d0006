//! Calls over gRPC, on h2 itself: what the generator takes, the server lacks.

use bytes::{BufMut as _, Bytes, BytesMut};
use h2::client::SendRequest;
use http::{HeaderMap, HeaderValue, Request, StatusCode, Uri, header};
use prost::Message;
use refund_gateway::proto::v1::{
    EndSingleSuccessResponse, InformRefundSuccessResponse, RefundResponse, SignalOutcome,
    UpdateThirdRefundInfoResponse,
};
use tokio::net::TcpStream;
use tonic::Code;

use crate::{
    target::{Failure, Outcome, Target},
    workload::{Signal, Workload},
};

/// As large as the server's answers may become before anybody waits.
const WINDOW: u32 = 16 << 20;

/// The way to send calls on one connection.
#[derive(Clone)]
pub(crate) struct Caller {
    sender: SendRequest<Bytes>,
    uris: [Uri; 4],
    scratch: Vec<u8>,
}

/// Opens a connection, which is driven by a task of its own.
pub(crate) async fn connect(target: &Target) -> Result<Caller, Failure> {
    let stream = TcpStream::connect(target.address).await?;
    stream.set_nodelay(true)?;
    let handshake = h2::client::Builder::new()
        .initial_window_size(WINDOW)
        .initial_connection_window_size(WINDOW)
        .handshake(stream);
    let (sender, connection) = handshake.await?;
    tokio::spawn(connection);
    let uri = |method| format!("http://{}/refund.v1.{method}", target.address).parse();
    Ok(Caller {
        sender,
        uris: [
            uri("EPayRefundService/EndSingleSuccess")?,
            uri("DouyinRefundService/UpdateThirdRefundInfo")?,
            uri("OrderRefundService/Refund")?,
            uri("TaoxiandaRefundService/InformRefundSuccess")?,
        ],
        scratch: Vec::new(),
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
        let message = self.frame(&signal)?;
        let mut request = Request::post(self.uris[index_of(&signal)].clone()).body(())?;
        let headers = request.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/grpc"),
        );
        headers.insert(header::TE, HeaderValue::from_static("trailers"));

        let mut sender = self.sender.clone().ready().await?;
        let (response, mut body) = sender.send_request(request, false)?;
        body.send_data(message, true)?;
        let (head, mut body) = response.await?.into_parts();
        if head.status != StatusCode::OK {
            return Err(format!("HTTP status {}", head.status).into());
        }
        let mut answer = BytesMut::new();
        while let Some(chunk) = body.data().await {
            let chunk = chunk?;
            body.flow_control().release_capacity(chunk.len())?;
            answer.put(chunk);
        }
        let trailers = body.trailers().await?;
        match code_of(trailers.as_ref().unwrap_or(&head.headers)) {
            Code::Ok => check(&signal, &answer),
            Code::ResourceExhausted => Ok(Outcome::Refused),
            code => Err(format!("{workload:?} {number}: {code:?}").into()),
        }
    }

    fn frame(&mut self, signal: &Signal) -> Result<Bytes, Failure> {
        self.scratch.clear();
        signal.encode(&mut self.scratch);
        let mut frame = BytesMut::with_capacity(5 + self.scratch.len());
        frame.put_u8(0);
        frame.put_u32(u32::try_from(self.scratch.len())?);
        frame.put_slice(&self.scratch);
        Ok(frame.freeze())
    }
}

fn index_of(signal: &Signal) -> usize {
    match signal {
        Signal::Callback(_) => 0,
        Signal::Douyin(_) => 1,
        Signal::Refund(_) => 2,
        Signal::Taoxianda(_) => 3,
    }
}

fn code_of(headers: &HeaderMap) -> Code {
    let status = headers.get("grpc-status").map(HeaderValue::as_bytes);
    status.map_or(Code::Unknown, Code::from_bytes)
}

/// Whether the answer says that all of it took effect.
fn check(signal: &Signal, answer: &[u8]) -> Result<Outcome, Failure> {
    let message = answer.get(5..).ok_or("an answer without a message")?;
    let (outcomes, expected) = match signal {
        Signal::Callback(_) => {
            let answer = EndSingleSuccessResponse::decode(message)?;
            (vec![answer.outcome], 1)
        }
        Signal::Douyin(sent) => {
            let answer = UpdateThirdRefundInfoResponse::decode(message)?;
            let outcomes = answer.results.iter().map(|result| result.outcome);
            (outcomes.collect(), sent.notice_list.len())
        }
        Signal::Refund(_) => (vec![RefundResponse::decode(message)?.outcome], 1),
        Signal::Taoxianda(sent) => {
            let answer = InformRefundSuccessResponse::decode(message)?;
            let outcomes = answer.results.iter().map(|result| result.outcome);
            (outcomes.collect(), sent.refund_fulfill_sub_orders.len())
        }
    };
    let is_applied = |outcome: &i32| *outcome == i32::from(SignalOutcome::Applied);
    if outcomes.len() == expected && outcomes.iter().all(is_applied) {
        Ok(Outcome::Done)
    } else {
        Err(format!("not applied: {outcomes:?}").into())
    }
}
