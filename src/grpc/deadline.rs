//! Every call ends in time, by the caller's deadline or the server's.
//!
//! What the engine has accepted goes on when a call ends here.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use http::{HeaderMap, Request, Response};
use pin_project_lite::pin_project;
use tokio::time::{Sleep, sleep};
use tonic::{Status, body::Body};
use tower::{Layer, Service};

use super::status::tell;
use crate::error::Failure;

/// The answer leaves ahead of the caller's deadline, so that it arrives before
/// the caller gives up and tells what a caller's own timer cannot. Timers tick in
/// milliseconds.
const AHEAD_MIN: Duration = Duration::from_millis(1);
const AHEAD_MAX: Duration = Duration::from_millis(20);

/// Bounds every call by a duration.
#[derive(Clone, Copy, Debug)]
pub struct DeadlineLayer {
    longest: Duration,
}

impl DeadlineLayer {
    /// No call takes longer than `longest`; its caller may ask for less.
    #[must_use]
    pub fn new(longest: Duration) -> Self {
        Self { longest }
    }
}

impl<S> Layer<S> for DeadlineLayer {
    type Service = Deadline<S>;

    fn layer(&self, inner: S) -> Deadline<S> {
        Deadline {
            inner,
            longest: self.longest,
        }
    }
}

/// What [`DeadlineLayer`] makes of a service.
#[derive(Clone, Debug)]
pub struct Deadline<S> {
    inner: S,
    longest: Duration,
}

impl<S> Service<Request<Body>> for Deadline<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Future: Unpin>,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = InTime<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let duration = match asked_for(request.headers()) {
            Some(asked) => self.longest.min(ahead_of(asked)),
            None => self.longest,
        };
        InTime {
            deadline: sleep(duration),
            answer: self.inner.call(request),
        }
    }
}

pin_project! {
    /// An answer, or another one when that takes too long.
    #[derive(Debug)]
    #[project = InTimeProjected]
    pub struct InTime<F> {
        answer: F,
        // Not in a box of its own: it is made for each call.
        #[pin]
        deadline: Sleep,
    }
}

impl<F, E> Future for InTime<F>
where
    F: Future<Output = Result<Response<Body>, E>> + Unpin,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let InTimeProjected { answer, deadline } = self.project();
        if let Poll::Ready(answer) = Pin::new(answer).poll(context) {
            return Poll::Ready(answer);
        }
        ready!(deadline.poll(context));
        Poll::Ready(Ok(exceeded().into_http()))
    }
}

/// The answer to a call whose own was not there in time.
pub(super) fn exceeded() -> Status {
    let message = "the deadline passed before the answer was known, the effect may follow";
    tell(Failure::DeadlineExceeded, message, &[], &[])
}

/// A tenth ahead, within the bounds.
fn ahead_of(deadline: Duration) -> Duration {
    let ahead = (deadline / 10).clamp(AHEAD_MIN, AHEAD_MAX);
    deadline.saturating_sub(ahead)
}

/// The caller's `grpc-timeout`: at most eight digits and a unit. One that is
/// malformed is no deadline, as in other gRPC servers.
fn asked_for(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if digits.len() > 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: u32 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_hours(1) * value),
        "M" => Some(Duration::from_mins(1) * value),
        "S" => Some(Duration::from_secs(1) * value),
        "m" => Some(Duration::from_millis(1) * value),
        "u" => Some(Duration::from_micros(1) * value),
        "n" => Some(Duration::from_nanos(1) * value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_leaves_ahead_of_the_callers_deadline() {
        for (deadline, answer) in [(0, 0), (1, 0), (5, 4), (50, 45), (1000, 980)] {
            let deadline = Duration::from_millis(deadline);
            assert_eq!(ahead_of(deadline), Duration::from_millis(answer));
        }
    }

    #[test]
    fn the_callers_deadline_is_read() {
        for (text, expected) in [
            ("1H", Some(Duration::from_hours(1))),
            ("2M", Some(Duration::from_mins(2))),
            ("3S", Some(Duration::from_secs(3))),
            ("4m", Some(Duration::from_millis(4))),
            ("5u", Some(Duration::from_micros(5))),
            ("6n", Some(Duration::from_nanos(6))),
            ("99999999H", Some(Duration::from_hours(99_999_999))),
            ("100000000n", None),
            ("+1S", None),
            ("1", None),
            ("S", None),
            ("1s", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("grpc-timeout", text.parse().unwrap());
            assert_eq!(asked_for(&headers), expected, "{text}");
        }
        assert_eq!(asked_for(&HeaderMap::new()), None);
    }
}
