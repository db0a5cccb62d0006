//! Calls over gRPC.

use bytes::{BufMut as _, BytesMut};
use futures_util::future::try_join_all;
use prost::Message;
use refund_gateway::proto::v1::{
    EndSingleSuccessResponse, InformRefundSuccessResponse, RefundResponse, SignalOutcome,
    UpdateThirdRefundInfoResponse,
};
use tokio::time::{Instant, sleep_until};
use tonic::Code;

use crate::{
    drive::{Load, Tally},
    http2::{Answer, Call, Connection},
    target::{Failure, Outcome, Target},
    workload::Signal,
};

/// In the order of [`Method`].
const PATHS: [&str; 4] = [
    "/refund.v1.EPayRefundService/EndSingleSuccess",
    "/refund.v1.DouyinRefundService/UpdateThirdRefundInfo",
    "/refund.v1.OrderRefundService/Refund",
    "/refund.v1.TaoxiandaRefundService/InformRefundSuccess",
];

/// What takes a signal.
#[derive(Clone, Copy)]
enum Method {
    EndSingleSuccess,
    UpdateThirdRefundInfo,
    Refund,
    InformRefundSuccess,
}

/// What gRPC puts before a message: whether it is compressed, and its length.
const PREFIX: usize = 5;

/// Sends a load.
pub(crate) async fn send(target: &Target, load: Load) -> Result<Tally, Failure> {
    let count = target.connections.min(load.in_flight);
    let mut connections = Vec::with_capacity(count);
    for _ in 0..count {
        connections.push(Connection::open(target.address, &PATHS).await?);
    }
    let tally = Tally::new(&load);
    let lines = connections
        .into_iter()
        .enumerate()
        .map(|(number, connection)| {
            let line = Line {
                connection,
                load,
                tally: &tally,
                // The first ones take what is left over.
                in_flight: (load.in_flight + count - 1 - number) / count,
                slot: number as u64,
                step: count as u64,
                has_ended: false,
            };
            line.run()
        });
    try_join_all(lines).await?;
    Ok(tally)
}

/// What one connection has to send.
struct Line<'a> {
    connection: Connection<Asked>,
    load: Load,
    tally: &'a Tally,
    in_flight: usize,
    /// The next call of an open loop, of which a connection has every so many-th.
    slot: u64,
    step: u64,
    /// Everything has been sent.
    has_ended: bool,
}

/// A signal that was sent.
struct Asked {
    number: u64,
    method: Method,
    /// How many outcomes the answer has to have.
    outcomes: usize,
    since: Instant,
}

impl Line<'_> {
    async fn run(mut self) -> Result<(), Failure> {
        loop {
            let next = self.fill()?;
            if self.has_ended && self.connection.under_way() == 0 {
                return Ok(());
            }
            self.connection.flush()?;
            match next {
                None => self.connection.wait().await?,
                Some(due) => tokio::select! {
                    biased;
                    waited = self.connection.wait() => waited?,
                    () = sleep_until(due) => {}
                },
            }
            let now = Instant::now();
            while let Some((asked, answer)) = self.connection.next_answer()? {
                let outcome = self.outcome(&asked, &answer)?;
                self.tally.note(&outcome, asked.since, now);
            }
        }
    }

    /// Sends what is due and may be in flight, and answers when the next call is due,
    /// if that is what it waits for.
    fn fill(&mut self) -> Result<Option<Instant>, Failure> {
        let now = Instant::now();
        while !self.has_ended
            && self.connection.under_way() < self.in_flight
            && self.connection.has_room()
        {
            let since = match self.load.rate {
                None => now,
                Some(rate) => self.tally.start + Load::due(rate, self.slot),
            };
            if since > now {
                return Ok(Some(since));
            }
            match self.tally.take(since) {
                Some(number) => self.send(number, since)?,
                None => self.has_ended = true,
            }
            self.slot += self.step;
        }
        Ok(None)
    }

    fn send(&mut self, number: u64, since: Instant) -> Result<(), Failure> {
        let signal = self.load.workload.signal(number);
        let method = Method::of(&signal);
        let token = Asked {
            number,
            method,
            outcomes: signal.parts(),
            since,
        };
        let call = Call {
            path: method as usize,
            token,
        };
        self.connection.send(call, |to| frame(&signal, to))
    }

    /// What became of it, or an error if it is neither.
    fn outcome(&self, asked: &Asked, answer: &Answer) -> Result<Outcome, Failure> {
        match answer.code {
            Code::Ok => check(asked, &answer.message),
            Code::ResourceExhausted => Ok(Outcome::Refused),
            code => {
                let (workload, number) = (self.load.workload, asked.number);
                Err(format!("{workload:?} {number}: {code:?}").into())
            }
        }
    }
}

fn frame(signal: &Signal, to: &mut BytesMut) {
    let begin = to.len();
    to.put_bytes(0, PREFIX);
    signal.encode(to);
    let message = begin + PREFIX;
    let [.., a, b, c, d] = (to.len() - message).to_be_bytes();
    to[begin + 1..message].copy_from_slice(&[a, b, c, d]);
}

impl Method {
    fn of(signal: &Signal) -> Self {
        match signal {
            Signal::Callback(_) => Self::EndSingleSuccess,
            Signal::Douyin(_) => Self::UpdateThirdRefundInfo,
            Signal::Refund(_) => Self::Refund,
            Signal::Taoxianda(_) => Self::InformRefundSuccess,
        }
    }
}

/// Whether the answer says that all of it took effect.
fn check(asked: &Asked, answer: &[u8]) -> Result<Outcome, Failure> {
    let message = answer.get(PREFIX..).ok_or("an answer without a message")?;
    let (mut count, mut others) = (0, Vec::new());
    let mut note = |outcome: i32| {
        count += 1;
        if outcome != i32::from(SignalOutcome::Applied) {
            others.push(outcome);
        }
    };
    match asked.method {
        Method::EndSingleSuccess => note(EndSingleSuccessResponse::decode(message)?.outcome),
        Method::UpdateThirdRefundInfo => {
            let answer = UpdateThirdRefundInfoResponse::decode(message)?;
            answer
                .results
                .iter()
                .for_each(|result| note(result.outcome));
        }
        Method::Refund => note(RefundResponse::decode(message)?.outcome),
        Method::InformRefundSuccess => {
            let answer = InformRefundSuccessResponse::decode(message)?;
            answer
                .results
                .iter()
                .for_each(|result| note(result.outcome));
        }
    }
    if count == asked.outcomes && others.is_empty() {
        Ok(Outcome::Done)
    } else {
        let (number, expected) = (asked.number, asked.outcomes);
        Err(format!("{number}: {count} of {expected} outcomes, not applied: {others:?}").into())
    }
}
