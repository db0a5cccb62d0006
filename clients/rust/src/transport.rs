//! Deadlines and retries of every call. Every rpc is idempotent by its key, so
//! each may be sent again: four times while the gateway answers UNAVAILABLE or
//! is lost, and until the deadline while nobody listens.

use std::{
    error::Error,
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use backon::{BackoffBuilder as _, ExponentialBuilder};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use tokio::time::{Instant, sleep, timeout};
use tonic::{Code, ConnectError, Status, TimeoutExpired, body::Body, transport::Channel};
use tower_service::Service;

const MOST_ATTEMPTS: usize = 4;
const TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");

/// What the clients of a [`Gateway`](crate::Gateway) call through.
#[derive(Clone)]
pub struct Transport {
    channel: Channel,
    authorization: Option<HeaderValue>,
    timeout: Duration,
}

/// What came of sending a request once.
enum Outcome {
    Answered(Response<Body>),
    /// The gateway says that it cannot serve now.
    Unavailable(Response<Body>),
    /// The connection failed before the whole answer came.
    Lost(Status),
    /// No connection came about.
    Away(Status),
    OutOfTime,
}

impl Transport {
    pub(crate) fn new(
        channel: Channel,
        authorization: Option<HeaderValue>,
        timeout: Duration,
    ) -> Self {
        Self {
            channel,
            authorization,
            timeout,
        }
    }

    async fn send(self, request: Request<Body>) -> Result<Response<Body>, Status> {
        let (mut head, body) = request.into_parts();
        if let Some(authorization) = self.authorization {
            head.headers.insert(header::AUTHORIZATION, authorization);
        }
        let limit = told_timeout(&head.headers).unwrap_or(self.timeout);
        let body = Full::new(body.collect().await?.to_bytes());
        persist(limit, |left| {
            let mut head = head.clone();
            head.headers.extend(timeout_header(left));
            let request = Request::from_parts(head, Body::new(body.clone()));
            attempt(self.channel.clone(), request)
        })
        .await
    }
}

impl Service<Request<Body>> for Transport {
    type Response = Response<Body>;
    type Error = Status;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Status>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        Box::pin(self.clone().send(request))
    }
}

/// Attempts until there is an answer, or no reason or no time to go on.
async fn persist<A: Future<Output = Outcome>>(
    limit: Duration,
    mut attempt: impl FnMut(Duration) -> A,
) -> Result<Response<Body>, Status> {
    let began = Instant::now();
    // Jitter adds as much again at most, so one that comes back is found within
    // two seconds.
    let mut pauses = ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(100))
        .with_max_delay(Duration::from_secs(1))
        .with_jitter()
        .without_max_times()
        .build();
    let mut attempts = 0;
    loop {
        attempts += 1;
        let left = limit.saturating_sub(began.elapsed());
        let outcome = timeout(left, attempt(left)).await;
        let may_go_on = matches!(outcome, Ok(Outcome::Away(_))) || attempts < MOST_ATTEMPTS;
        let failure = match outcome {
            Err(_) | Ok(Outcome::OutOfTime) => {
                return Err(Status::deadline_exceeded(format!(
                    "no answer within {limit:?}"
                )));
            }
            Ok(Outcome::Answered(response)) => return Ok(response),
            Ok(Outcome::Unavailable(response)) => Ok(response),
            Ok(Outcome::Lost(status) | Outcome::Away(status)) => Err(status),
        };
        let pause = pauses.next().unwrap_or_default();
        if !may_go_on || began.elapsed() + pause >= limit {
            return failure;
        }
        sleep(pause).await;
    }
}

async fn attempt(mut channel: Channel, request: Request<Body>) -> Outcome {
    let answer = async {
        poll_fn(|context| channel.poll_ready(context)).await?;
        channel.call(request).await
    };
    let response = match answer.await {
        Ok(response) => response,
        Err(error) => return lost(&error),
    };
    // The deadline is that of the whole answer, and a status may come last.
    let (head, body) = response.into_parts();
    let body = match body.collect().await {
        Ok(body) => body,
        Err(error) => return lost(&error),
    };
    let told = Status::from_header_map(&head.headers)
        .or_else(|| body.trailers().and_then(Status::from_header_map));
    let unavailable = match told {
        Some(status) => status.code() == Code::Unavailable,
        // Of a proxy, which gRPC takes as UNAVAILABLE.
        None => matches!(
            head.status,
            StatusCode::TOO_MANY_REQUESTS
                | StatusCode::BAD_GATEWAY
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::GATEWAY_TIMEOUT
        ),
    };
    let response = Response::from_parts(head, Body::new(body));
    if unavailable {
        Outcome::Unavailable(response)
    } else {
        Outcome::Answered(response)
    }
}

fn lost(error: &(dyn Error + 'static)) -> Outcome {
    let chain = || std::iter::successors(Some(error), |error| (*error).source());
    if chain().any(<dyn Error>::is::<TimeoutExpired>) {
        return Outcome::OutOfTime;
    }
    let text: Vec<_> = chain().map(ToString::to_string).collect();
    let status = Status::unavailable(text.join(": "));
    if chain().any(<dyn Error>::is::<ConnectError>) {
        Outcome::Away(status)
    } else {
        Outcome::Lost(status)
    }
}

/// The timeout that the caller has set with `Request::set_timeout`.
fn told_timeout(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(TIMEOUT)?.to_str().ok()?;
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: u64 = number.parse().ok()?;
    Some(match unit {
        "H" => Duration::from_secs(number.saturating_mul(3600)),
        "M" => Duration::from_secs(number.saturating_mul(60)),
        "S" => Duration::from_secs(number),
        "m" => Duration::from_millis(number),
        "u" => Duration::from_micros(number),
        "n" => Duration::from_nanos(number),
        _ => return None,
    })
}

/// The header for a timeout, in tonic's writing.
fn timeout_header(left: Duration) -> HeaderMap {
    let mut request = tonic::Request::new(());
    request.set_timeout(left);
    request.into_parts().0.into_headers()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> Response<Body> {
        Response::new(Body::empty())
    }

    /// Persists while the outcomes last, and says how often it was tried.
    async fn tried(
        limit: Duration,
        outcomes: impl Fn(usize) -> Outcome,
    ) -> (Result<Response<Body>, Status>, usize) {
        let mut attempts = 0;
        let result = persist(limit, |_| {
            attempts += 1;
            std::future::ready(outcomes(attempts))
        })
        .await;
        (result, attempts)
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_ends_it() {
        let (result, attempts) =
            tried(Duration::from_secs(10), |_| Outcome::Answered(answer())).await;
        assert!(result.is_ok());
        assert_eq!(attempts, 1);
    }

    #[tokio::test(start_paused = true)]
    async fn unavailable_is_sent_four_times_and_told_as_it_came() {
        let (result, attempts) =
            tried(Duration::from_secs(10), |_| Outcome::Unavailable(answer())).await;
        assert!(result.is_ok());
        assert_eq!(attempts, 4);
    }

    #[tokio::test(start_paused = true)]
    async fn a_lost_connection_is_made_good() {
        let (result, attempts) = tried(Duration::from_secs(10), |attempt| {
            if attempt < 4 {
                Outcome::Lost(Status::unavailable("lost"))
            } else {
                Outcome::Answered(answer())
            }
        })
        .await;
        assert!(result.is_ok());
        assert_eq!(attempts, 4);
    }

    #[tokio::test(start_paused = true)]
    async fn one_who_is_away_is_waited_for_until_the_deadline() {
        let began = Instant::now();
        let (result, attempts) = tried(Duration::from_secs(10), |_| {
            Outcome::Away(Status::unavailable("away"))
        })
        .await;
        assert_eq!(result.unwrap_err().message(), "away");
        assert!(attempts > 4, "{attempts}");
        assert!(began.elapsed() > Duration::from_secs(7));
        assert!(began.elapsed() < Duration::from_secs(10));
    }

    #[tokio::test(start_paused = true)]
    async fn silence_ends_at_the_deadline() {
        let began = Instant::now();
        let result = persist(Duration::from_secs(3), |_| std::future::pending()).await;
        assert_eq!(result.unwrap_err().code(), Code::DeadlineExceeded);
        assert!(began.elapsed() < Duration::from_millis(3100));
    }

    #[test]
    fn a_timeout_is_read_as_tonic_writes_it() {
        for limit in [
            Duration::from_nanos(7),
            Duration::from_millis(200),
            Duration::from_secs(10),
            Duration::from_hours(25),
        ] {
            assert_eq!(told_timeout(&timeout_header(limit)), Some(limit));
        }
        for text in ["", "5", "S", "5x", "五S"] {
            let mut headers = HeaderMap::new();
            headers.insert(TIMEOUT, HeaderValue::from_bytes(text.as_bytes()).unwrap());
            assert_eq!(told_timeout(&headers), None, "{text}");
        }
    }
}
