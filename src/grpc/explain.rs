//! What tonic refuses by itself, told by the error table like everything else.
//!
//! Requests that reach no service (their method does not exist, their message
//! is too large or cannot be read) are answered by tonic with a bare status.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use http::{Request, Response};
use tonic::{Code, Status, body::Body};
use tower::{Layer, Service};

use super::{methods::Methods, status::tell};
use crate::error::Failure;

/// Adds details to the answers that tonic gives by itself. The innermost layer,
/// because all others tell their refusals in full.
#[derive(Clone, Debug)]
pub struct ExplainLayer {
    methods: Arc<Methods>,
}

impl ExplainLayer {
    /// Knows from `methods` which method does not exist.
    #[must_use]
    pub fn new(methods: Arc<Methods>) -> Self {
        Self { methods }
    }
}

impl<S> Layer<S> for ExplainLayer {
    type Service = Explain<S>;

    fn layer(&self, inner: S) -> Explain<S> {
        Explain {
            inner,
            methods: Arc::clone(&self.methods),
        }
    }
}

/// What [`ExplainLayer`] makes of a service.
#[derive(Clone, Debug)]
pub struct Explain<S> {
    inner: S,
    methods: Arc<Methods>,
}

impl<S> Service<Request<Body>> for Explain<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Future: Unpin>,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Explained<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let method = self.methods.at(request.uri().path());
        let is_known = method.is_some();
        // Health and reflection have errors of their own, as gRPC defines them.
        let is_complete = method.is_some_and(|method| !method.is_ours);
        Explained {
            answer: self.inner.call(request),
            is_known,
            is_complete,
        }
    }
}

/// An answer that is explained when it is there.
#[derive(Debug)]
pub struct Explained<F> {
    answer: F,
    is_known: bool,
    is_complete: bool,
}

impl<F, E> Future for Explained<F>
where
    F: Future<Output = Result<Response<Body>, E>> + Unpin,
{
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let answer = ready!(Pin::new(&mut self.answer).poll(context))?;
        if self.is_complete {
            return Poll::Ready(Ok(answer));
        }
        Poll::Ready(Ok(explained(answer, self.is_known)))
    }
}

/// Our services' errors have details, so that one without is tonic's.
fn explained(answer: Response<Body>, is_known: bool) -> Response<Body> {
    let headers = answer.headers();
    if !headers.contains_key(Status::GRPC_STATUS)
        || headers.contains_key(Status::GRPC_STATUS_DETAILS)
    {
        return answer;
    }
    let Some(bare) = Status::from_header_map(headers) else {
        return answer;
    };
    let Some(failure) = failure_behind(bare.code(), is_known) else {
        return answer;
    };
    let message = match failure {
        Failure::UnknownMethod => "there is no such method, reflection lists those that exist",
        // tonic says which limit or field it is.
        _ => bare.message(),
    };
    let mut status = tell(failure, message, &[], &[]);
    // Which compressions are accepted, where that was the reason.
    status.metadata_mut().clone_from(bare.metadata());
    status.into_http()
}

/// None where the connection broke, so that nobody reads the answer.
fn failure_behind(code: Code, is_known: bool) -> Option<Failure> {
    match code {
        Code::Unimplemented if is_known => Some(Failure::UnsupportedCompression),
        Code::Unimplemented => Some(Failure::UnknownMethod),
        // The latter when the limit is passed while decompressing.
        Code::OutOfRange | Code::ResourceExhausted => Some(Failure::MessageTooLarge),
        Code::Internal => Some(Failure::Undecodable),
        _ => None,
    }
}
