//! Deadlines and retries of every call. Every rpc is idempotent by its key, so
//! each may be sent again: four times while the gateway answers UNAVAILABLE or
//! is lost, and until the deadline while nobody listens.

use std::{error::Error, iter::successors, sync::Arc, time::Duration};

use backon::{ExponentialBuilder, Retryable as _};
use http::{HeaderMap, Request, Response};
use http_body_util::{BodyExt as _, Full};
use tokio::time;
use tonic::{Code, ConnectError, Status, TimeoutExpired, body::Body};
use tower::{Service, ServiceExt as _};

const MOST_ATTEMPTS: u32 = 4;
const TIMEOUT: &str = "grpc-timeout";
const LONGEST_TIMEOUT: Duration = Duration::from_hours(24);

/// Sends a request until there is an answer, or no reason or no time to go on.
pub(crate) async fn send<S>(
    channel: S,
    request: Request<Body>,
    default: Duration,
) -> Result<Response<Body>, Status>
where
    S: Service<Request<Body>, Response = Response<Body>> + Clone,
    S::Error: Error + Send + Sync + 'static,
{
    let (mut head, body) = request.into_parts();
    let body = Full::new(body.collect().await?.to_bytes());
    let limit = told_timeout(&head.headers)
        .unwrap_or(default)
        .min(LONGEST_TIMEOUT);
    let mut told = tonic::Request::new(());
    told.set_timeout(limit);
    head.headers.extend(told.into_parts().0.into_headers());
    // Jitter adds as much again at most, so one that comes back is found within
    // two seconds. A pause that leads to the deadline is not made: what failed
    // says more than that time is up.
    let pauses = ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(100))
        .with_max_delay(Duration::from_secs(1))
        .with_total_delay(Some(limit.mul_f32(0.9)))
        .without_max_times()
        .with_jitter();
    let request = || Request::from_parts(head.clone(), Body::new(body.clone()));
    let mut attempts = 0;
    let answer = (|| attempt(channel.clone(), request()))
        .retry(pauses)
        .sleep(time::sleep)
        .when(|status: &Status| {
            attempts += 1;
            status.code() == Code::Unavailable
                && (attempts < MOST_ATTEMPTS || caused_by::<ConnectError>(status))
        });
    let late = |_| Err(Status::deadline_exceeded("no answer within the deadline"));
    time::timeout(limit, answer).await.unwrap_or_else(late)
}

/// UNAVAILABLE is an error, any other answer is none.
async fn attempt<S>(channel: S, request: Request<Body>) -> Result<Response<Body>, Status>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Error: Error + Send + Sync + 'static,
{
    let (head, body) = channel.oneshot(request).await.map_err(lost)?.into_parts();
    // The deadline is that of the whole answer, and a status may come last.
    let body = body.collect().await.map_err(lost)?;
    let status = Status::from_header_map(&head.headers)
        .or_else(|| body.trailers().and_then(Status::from_header_map));
    match status {
        Some(status) if status.code() == Code::Unavailable => Err(status),
        // Of a proxy, which gRPC takes as UNAVAILABLE.
        None if matches!(head.status.as_u16(), 429 | 502..=504) => {
            Err(Status::unavailable(format!("HTTP status {}", head.status)))
        }
        _ => Ok(Response::from_parts(head, Body::new(body))),
    }
}

/// The connection failed before the whole answer came.
fn lost(error: impl Error + Send + Sync + 'static) -> Status {
    let told: Vec<_> = chain(&error).map(ToString::to_string).collect();
    let code = if caused_by::<TimeoutExpired>(&error) {
        Code::DeadlineExceeded
    } else {
        Code::Unavailable
    };
    let mut status = Status::new(code, told.join(": "));
    status.set_source(Arc::new(error));
    status
}

fn caused_by<E: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    chain(error).any(<dyn Error>::is::<E>)
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    successors(Some(error), |error| (*error).source())
}

/// The timeout that the caller has set with `Request::set_timeout`.
pub(crate) fn told_timeout(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(TIMEOUT)?.to_str().ok()?;
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let nanoseconds: u64 = match unit {
        "n" => 1,
        "u" => 1_000,
        "m" => 1_000_000,
        "S" => 1_000_000_000,
        "M" => 60_000_000_000,
        "H" => 3_600_000_000_000,
        _ => return None,
    };
    Some(Duration::from_nanos(
        nanoseconds.saturating_mul(number.parse().ok()?),
    ))
}
