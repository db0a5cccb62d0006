//! What the gateway counts and times: every name, its meaning and its buckets.
//!
//! The engine, the store and the listeners call the functions below; nobody
//! else names a metric. Remote procedure calls and HTTP requests follow
//! OpenTelemetry's semantic conventions (`rpc.server.call.duration` and
//! `http.server.request.duration`, in Prometheus spelling).

use std::{
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

use ::metrics::{
    Counter, Gauge, Histogram, SharedString, counter, describe_counter, describe_gauge,
    describe_histogram, gauge, histogram, set_global_recorder,
};
pub use metrics_exporter_prometheus::{BuildError, PrometheusHandle};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use tonic::Code;

use crate::error::Failure;

const HTTP_SERVER_ACTIVE_REQUESTS: &str = "http_server_active_requests";
const HTTP_SERVER_REQUEST_DURATION: &str = "http_server_request_duration_seconds";
const RPC_SERVER_CALL_DURATION: &str = "rpc_server_call_duration_seconds";
const BATCH_SIZE: &str = "refund_gateway_batch_size";
const BUILD_INFO: &str = "refund_gateway_build_info";
const CALLBACKS_UNAPPLIED: &str = "refund_gateway_callbacks_unapplied";
const CONFLICTS: &str = "refund_gateway_conflicts_total";
const DUPLICATES: &str = "refund_gateway_duplicates_total";
const OLDEST_UNAPPLIED_CALLBACK_AGE: &str = "refund_gateway_oldest_unapplied_callback_age_seconds";
const PARTNER_AUTH_VERDICTS: &str = "refund_gateway_partner_auth_verdicts_total";
const QUEUE_DEPTH: &str = "refund_gateway_queue_depth";
const QUEUE_FULL: &str = "refund_gateway_queue_full_total";
const REFUSED: &str = "refund_gateway_refused_total";
const TRANSACTION_ATTEMPTS: &str = "refund_gateway_transaction_attempts_total";
const TRANSACTION_DURATION: &str = "refund_gateway_transaction_duration_seconds";
const UPSTREAM_SERVING: &str = "refund_gateway_upstream_serving";

/// `url.scheme` of every request: the listener itself speaks no TLS.
pub const HTTP_SCHEME: &str = "http";

/// The boundaries that the semantic conventions prescribe for calls and
/// requests.
const CALL_SECONDS: [f64; 14] = [
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
];

/// gRPC has so many status codes, numbered from 0.
const CODES: usize = Code::Unauthenticated as usize + 1;

/// A transaction is one commit and a few round trips, so the buckets begin well
/// below those of a call.
const TRANSACTION_SECONDS: [f64; 14] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// Powers of two up to twice the default of `--batch-max`.
const BATCH_COMMANDS: [f64; 11] = [
    1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0,
];

/// Installs the process's recorder, once, and returns the handle that renders
/// it. Every later call returns the same handle, so that several servers can
/// live in one process.
pub fn install() -> Result<PrometheusHandle, BuildError> {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

    if let Some(handle) = HANDLE.get() {
        return Ok(handle.clone());
    }
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(full(RPC_SERVER_CALL_DURATION), &CALL_SECONDS)?
        .set_buckets_for_metric(full(HTTP_SERVER_REQUEST_DURATION), &CALL_SECONDS)?
        .set_buckets_for_metric(full(TRANSACTION_DURATION), &TRANSACTION_SECONDS)?
        .set_buckets_for_metric(full(BATCH_SIZE), &BATCH_COMMANDS)?;
    let handle = HANDLE.get_or_init(|| {
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        if set_global_recorder(recorder).is_err() {
            tracing::warn!("another metrics recorder is installed, /metrics stays empty");
        }
        describe();
        gauge!(BUILD_INFO, "version" => env!("CARGO_PKG_VERSION")).set(1.0);
        handle
    });
    Ok(handle.clone())
}

/// How long the calls of one method take, by the status of their answers. To look
/// for what counts them takes longer than to count, so each is looked for once.
pub struct CallDurations {
    method: Arc<str>,
    by_code: [OnceLock<Histogram>; CODES],
}

impl CallDurations {
    /// Those of `method`, which is `package.Service/Method`.
    #[must_use]
    pub fn of(method: Arc<str>) -> Self {
        let by_code = [const { OnceLock::new() }; CODES];
        Self { method, by_code }
    }

    /// A call was answered with `code` after `duration`.
    pub fn record(&self, code: Code, duration: Duration) {
        let Some(histogram) = self.by_code.get(code as usize) else {
            return;
        };
        let of_code = || rpc_durations(Arc::clone(&self.method), code);
        histogram.get_or_init(of_code).record(duration);
    }
}

impl fmt::Debug for CallDurations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CallDurations").field(&self.method).finish()
    }
}

fn rpc_durations(method: impl Into<SharedString>, code: Code) -> Histogram {
    histogram!(
        RPC_SERVER_CALL_DURATION,
        "rpc_system_name" => "grpc",
        "rpc_method" => method.into(),
        "rpc_response_status_code" => code_name(code)
    )
}

/// Calls of one method that are refused for one failure before they are looked at.
pub struct ShedCalls {
    refused: Counter,
    duration: Histogram,
}

/// What counts them. `method` is `package.Service/Method`.
#[must_use]
pub fn shed_calls(method: &'static str, failure: Failure) -> ShedCalls {
    let row = failure.row();
    ShedCalls {
        refused: counter!(REFUSED, "reason" => row.reason),
        duration: rpc_durations(method, row.code),
    }
}

impl ShedCalls {
    /// One more. It took no time to speak of.
    pub fn count(&self) {
        self.refused.increment(1);
        self.duration.record(Duration::ZERO);
    }
}

/// A status as gRPC's documents spell it.
#[must_use]
pub fn code_name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}

/// An HTTP request of `method` has come.
pub fn http_request_begun(method: &'static str) {
    active_requests(method).increment(1.0);
}

/// An HTTP request that has begun was answered with `status` after `duration`,
/// or not at all because the caller had gone. `route` is the template of its
/// path.
pub fn http_request(
    method: &'static str,
    route: &'static str,
    status: Option<u16>,
    duration: Duration,
) {
    active_requests(method).decrement(1.0);
    // To Prometheus an empty label is one that is not there.
    let status = status.map_or_else(String::new, |status| status.to_string());
    histogram!(
        HTTP_SERVER_REQUEST_DURATION,
        "http_request_method" => method,
        "http_route" => route,
        "http_response_status_code" => status,
        "url_scheme" => HTTP_SCHEME
    )
    .record(duration);
}

fn active_requests(method: &'static str) -> Gauge {
    gauge!(
        HTTP_SERVER_ACTIVE_REQUESTS,
        "http_request_method" => method,
        "url_scheme" => HTTP_SCHEME
    )
}

/// Whether the server behind the sidecar says that it serves.
pub fn upstream_serving(is_serving: bool) {
    gauge!(UPSTREAM_SERVING).set(if is_serving { 1.0 } else { 0.0 });
}

/// A lane ran a batch of `size` commands. `phase` is `save`, `apply` or `nonces`.
pub fn batch_size(phase: &'static str, size: usize) {
    histogram!(BATCH_SIZE, "phase" => phase).record(float(size));
}

/// `depth` commands wait for a lane.
pub fn queue_depth(depth: usize) {
    gauge!(QUEUE_DEPTH).set(float(depth));
}

/// A command was refused because the queue was full.
pub fn queue_full() {
    counter!(QUEUE_FULL).increment(1);
}

/// How many callbacks are saved and not applied, by state, and the age of the
/// oldest one that is still to be applied by itself (0 when there is none).
pub fn unapplied(received: u64, needs_attention: u64, oldest_age_seconds: f64) {
    gauge!(CALLBACKS_UNAPPLIED, "state" => "received").set(float(received));
    gauge!(CALLBACKS_UNAPPLIED, "state" => "needs_attention").set(float(needs_attention));
    gauge!(OLDEST_UNAPPLIED_CALLBACK_AGE).set(oldest_age_seconds);
}

/// A signal of `flow` had been stored before and was answered from that.
pub fn duplicate(flow: &'static str) {
    counter!(DUPLICATES, "flow" => flow).increment(1);
}

/// A signal of `flow` came under a known key with other content.
pub fn conflict(flow: &'static str) {
    counter!(CONFLICTS, "flow" => flow).increment(1);
}

/// A request was refused for `reason`, as the error table names it.
pub fn refused(reason: &'static str) {
    counter!(REFUSED, "reason" => reason).increment(1);
}

/// A signature was judged. `scheme` is `hawk` or `top`, `verdict` the name of the
/// verdict in the contract, in lower case.
pub fn partner_auth_verdict(scheme: &'static str, verdict: &'static str) {
    counter!(PARTNER_AUTH_VERDICTS, "scheme" => scheme, "verdict" => verdict).increment(1);
}

/// One attempt at the named transaction ended. `result` is `committed`,
/// `retried`, `contended` or `failed`.
pub fn transaction_attempt(transaction: &'static str, result: &'static str) {
    counter!(TRANSACTION_ATTEMPTS, "transaction" => transaction, "result" => result).increment(1);
}

/// The named transaction took `duration` in all, its retries included.
pub fn transaction_duration(transaction: &'static str, duration: Duration) {
    histogram!(TRANSACTION_DURATION, "transaction" => transaction).record(duration);
}

fn describe() {
    describe_histogram!(
        RPC_SERVER_CALL_DURATION,
        "Duration of a remote procedure call, from its arrival to the end of its answer"
    );
    describe_gauge!(
        HTTP_SERVER_ACTIVE_REQUESTS,
        "HTTP requests that are being answered"
    );
    describe_histogram!(
        HTTP_SERVER_REQUEST_DURATION,
        "Duration of an HTTP request, from its head to its answer"
    );
    describe_histogram!(BATCH_SIZE, "Commands that a lane ran in one batch");
    describe_gauge!(BUILD_INFO, "Always 1; the labels tell what is running");
    describe_gauge!(
        CALLBACKS_UNAPPLIED,
        "Callbacks that are saved and not applied"
    );
    describe_counter!(CONFLICTS, "Known keys that came with other content");
    describe_counter!(DUPLICATES, "Signals that had been stored before");
    describe_gauge!(
        OLDEST_UNAPPLIED_CALLBACK_AGE,
        "Age of the oldest callback that is still to be applied by itself"
    );
    describe_counter!(
        PARTNER_AUTH_VERDICTS,
        "Signatures of partners and TOP applications, by what was said of them"
    );
    describe_gauge!(QUEUE_DEPTH, "Commands that wait for a lane");
    describe_counter!(QUEUE_FULL, "Commands refused because the queue was full");
    describe_counter!(REFUSED, "Requests refused, by reason");
    describe_counter!(
        TRANSACTION_ATTEMPTS,
        "Attempts at a transaction, by how each ended"
    );
    describe_histogram!(
        TRANSACTION_DURATION,
        "Duration of a transaction, its retries included"
    );
    describe_gauge!(
        UPSTREAM_SERVING,
        "Whether the server behind the sidecar serves: 1 if so"
    );
}

fn full(name: &str) -> Matcher {
    Matcher::Full(name.to_owned())
}

/// Counts beyond 32 bits are shown as the largest 32-bit number: every one of
/// ours is bounded far below it.
fn float<N>(count: N) -> f64
where
    u32: TryFrom<N>,
{
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
