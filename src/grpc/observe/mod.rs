//! One log line, one measurement and one span per call, whatever becomes of it.

mod call;
mod span;

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use http::{HeaderMap, Request, Response};
use http_body::{Frame, SizeHint};
use opentelemetry_sdk::trace::SdkTracer;
use pin_project_lite::pin_project;
use tonic::{Code, Status, body::Body};
use tower::{Layer, Service};

pub(super) use self::call::Call;
use super::{methods::Methods, peer::Peer};
use crate::in_flight::InFlight;

/// What observing takes.
#[derive(Debug)]
pub struct Observer {
    /// Calls are named after these.
    pub methods: Arc<Methods>,
    /// Calls are counted here.
    pub in_flight: InFlight,
    /// Makes spans, where somebody collects them.
    pub tracer: Option<SdkTracer>,
    /// Whether the calls are our own, for requests that another listener has
    /// told of already.
    pub is_internal: bool,
}

impl Observer {
    /// Of calls that are made within the process. They are measured like others, and
    /// logged only at debug level: what they are made for has a line of its own, and
    /// is waited for where it came from.
    #[must_use]
    pub fn of_own_calls(methods: Arc<Methods>, tracer: Option<SdkTracer>) -> Self {
        Self {
            methods,
            in_flight: InFlight::none(),
            tracer,
            is_internal: true,
        }
    }
}

/// Observes every call that is not refused unread. Outside of all other layers, so
/// that it sees what they answer.
#[derive(Clone, Debug)]
pub struct ObserveLayer {
    observer: Arc<Observer>,
}

impl ObserveLayer {
    /// Observes by means of `observer`.
    #[must_use]
    pub fn new(observer: Observer) -> Self {
        let observer = Arc::new(observer);
        Self { observer }
    }
}

impl<S> Layer<S> for ObserveLayer {
    type Service = Observe<S>;

    fn layer(&self, inner: S) -> Observe<S> {
        Observe {
            inner,
            observer: Arc::clone(&self.observer),
        }
    }
}

/// What [`ObserveLayer`] makes of a service.
#[derive(Clone, Debug)]
pub struct Observe<S> {
    inner: S,
    observer: Arc<Observer>,
}

impl<S> Service<Request<Body>> for Observe<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Observed<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let (path, headers) = (request.uri().path(), request.headers());
        let peer = request.extensions().get().map(|peer: &Peer| peer.address);
        let call = Call::begin(path, headers, peer, &self.observer);
        let answer = {
            let _entered = call.span.enter();
            self.inner.call(request)
        };
        let call = Some(call);
        Observed { answer, call }
    }
}

pin_project! {
    /// An answer to a call that is being observed.
    #[project = ObservedProjected]
    pub struct Observed<F> {
        #[pin]
        answer: F,
        // None once the answer is there.
        call: Option<Call>,
    }
}

impl<F, E> Future for Observed<F>
where
    F: Future<Output = Result<Response<Body>, E>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let ObservedProjected { answer, call } = self.project();
        let answer = {
            let _entered = call.as_ref().map(|call| call.span.enter());
            ready!(answer.poll(context))?
        };
        Poll::Ready(Ok(match call.take() {
            Some(call) => observed(answer, call),
            None => answer,
        }))
    }
}

/// An answer tells its status in the headers when it has no body, and in the
/// trailers otherwise.
fn observed(response: Response<Body>, mut call: Call) -> Response<Body> {
    call.code = code_in(response.headers());
    if call.code.is_some() {
        return response;
    }
    response.map(|body| Body::new(ObservedBody { body, call }))
}

/// An answer whose status is still to come.
struct ObservedBody {
    body: Body,
    call: Call,
}

impl http_body::Body for ObservedBody {
    type Data = <Body as http_body::Body>::Data;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Status>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                if let Some(trailers) = frame.trailers_ref() {
                    self.call.code = code_in(trailers);
                }
            }
            Some(Err(status)) => self.call.code = Some(status.code()),
            None => self.call.code = self.call.code.or(Some(Code::Unknown)),
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

fn code_in(headers: &HeaderMap) -> Option<Code> {
    headers
        .get("grpc-status")
        .map(|value| Code::from_bytes(value.as_bytes()))
}
