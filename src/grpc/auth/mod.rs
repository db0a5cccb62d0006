//! Who may call which service.

mod tokens;

use std::{
    sync::Arc,
    task::{Context, Poll},
};

use futures_util::future::{Either, Ready, ready};
use http::{Extensions, HeaderMap, Request, Response, header};
use tonic::body::Body;
use tower::{Layer, Service};
use tracing::Span;

pub use self::tokens::{Tokens, TokensError};
use super::{HEALTH_SERVICE, methods::service_of, peer::Peer, refusal::refuse};
use crate::error::Failure;

/// Reflection shows the public contract, so that any caller who is known at all
/// may read it.
const REFLECTION_SERVICES: [&str; 2] = [
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
];

/// How callers prove who they are. With neither means configured, everyone who
/// can reach the server may call; the settings allow that on loopback only, or
/// with `--insecure`.
#[derive(Debug)]
pub struct Access {
    /// A certificate that the handshake has verified is good for every service.
    pub client_certificates: bool,
    /// A token is good for the services in its scope.
    pub tokens: Option<Tokens>,
}

/// Why a call is not let through.
#[derive(Debug, Eq, PartialEq)]
enum Denied {
    NoProof,
    UnknownToken,
    OutOfScope { caller: String },
}

impl Access {
    /// Decides whether a call to `service` is let through, and names its caller
    /// where it is known.
    fn check(
        &self,
        service: &str,
        headers: &HeaderMap,
        has_certificate: bool,
    ) -> Result<Option<&str>, Denied> {
        let is_open = !self.client_certificates && self.tokens.is_none();
        if is_open || service == HEALTH_SERVICE {
            return Ok(None);
        }
        if self.client_certificates && has_certificate {
            return Ok(Some("certificate"));
        }
        let tokens = self.tokens.as_ref().ok_or(Denied::NoProof)?;
        let token = bearer_token(headers).ok_or(Denied::NoProof)?;
        let holder = tokens.holder(token).ok_or(Denied::UnknownToken)?;
        if REFLECTION_SERVICES.contains(&service) || holder.may_call(service) {
            Ok(Some(&holder.name))
        } else {
            Err(Denied::OutOfScope {
                caller: holder.name.clone(),
            })
        }
    }
}

impl Denied {
    fn answer(&self, service: &str) -> Response<Body> {
        match self {
            Self::NoProof => refuse(
                Failure::Unauthenticated,
                "a client certificate or an `authorization: Bearer` token is needed",
            ),
            Self::UnknownToken => refuse(Failure::Unauthenticated, "the bearer token is not known"),
            Self::OutOfScope { caller } => refuse(
                Failure::PermissionDenied,
                &format!("the token of {caller} is not good for {service}"),
            ),
        }
    }
}

fn bearer_token(headers: &HeaderMap) -> Option<&[u8]> {
    let value = headers.get(header::AUTHORIZATION)?.as_bytes();
    let (scheme, token) = value.split_at_checked("Bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then_some(token)
}

fn has_certificate(extensions: &Extensions) -> bool {
    extensions
        .get()
        .is_some_and(|peer: &Peer| peer.has_certificate)
}

/// Lets through only the calls that [`Access`] allows.
#[derive(Clone, Debug)]
pub struct AuthLayer {
    access: Arc<Access>,
}

impl AuthLayer {
    /// Enforces `access`.
    #[must_use]
    pub fn new(access: Access) -> Self {
        Self {
            access: Arc::new(access),
        }
    }
}

impl<S> Layer<S> for AuthLayer {
    type Service = Auth<S>;

    fn layer(&self, inner: S) -> Auth<S> {
        Auth {
            inner,
            access: Arc::clone(&self.access),
        }
    }
}

/// What [`AuthLayer`] makes of a service.
#[derive(Clone, Debug)]
pub struct Auth<S> {
    inner: S,
    access: Arc<Access>,
}

impl<S> Service<Request<Body>> for Auth<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Either<S::Future, Ready<Result<Response<Body>, S::Error>>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let service = service_of(request.uri().path());
        let has_certificate = has_certificate(request.extensions());
        match self
            .access
            .check(service, request.headers(), has_certificate)
        {
            Ok(caller) => {
                if let Some(caller) = caller {
                    Span::current().record("caller", caller);
                }
                Either::Left(self.inner.call(request))
            }
            Err(denied) => Either::Right(ready(Ok(denied.answer(service)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EPAY: &str = "refund.v1.EPayRefundService";
    const OPERATIONS: &str = "refund.v1.OperationsService";

    fn access(client_certificates: bool, with_tokens: bool) -> Access {
        Access {
            client_certificates,
            tokens: with_tokens.then(tokens::examples),
        }
    }

    fn bearer(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        headers
    }

    #[test]
    fn with_nothing_configured_everyone_may_call() {
        let access = access(false, false);
        assert_eq!(access.check(EPAY, &HeaderMap::new(), false), Ok(None));
    }

    #[test]
    fn a_token_is_good_for_its_scope_only() {
        let access = access(false, true);
        let check = |service, header| access.check(service, &bearer(header), false);

        assert_eq!(check(EPAY, "Bearer epay-secret"), Ok(Some("epay")));
        assert_eq!(check(EPAY, "bearer epay-secret"), Ok(Some("epay")));
        assert_eq!(check(OPERATIONS, "Bearer root-secret"), Ok(Some("root")));
        let out_of_scope = Denied::OutOfScope {
            caller: "epay".to_owned(),
        };
        assert_eq!(check(OPERATIONS, "Bearer epay-secret"), Err(out_of_scope));
    }

    #[test]
    fn without_a_known_token_nobody_is_let_through() {
        let access = access(false, true);
        let check = |header| access.check(EPAY, &bearer(header), false);

        assert_eq!(check("Bearer guess"), Err(Denied::UnknownToken));
        assert_eq!(check("Bearer "), Err(Denied::UnknownToken));
        assert_eq!(check("Basic epay-secret"), Err(Denied::NoProof));
        assert_eq!(check("Bear"), Err(Denied::NoProof));
        let none = access.check(EPAY, &HeaderMap::new(), false);
        assert_eq!(none, Err(Denied::NoProof));
        // A certificate that nobody asked for proves nothing.
        let none = access.check(EPAY, &HeaderMap::new(), true);
        assert_eq!(none, Err(Denied::NoProof));
    }

    #[test]
    fn a_certificate_is_good_for_everything() {
        for with_tokens in [false, true] {
            let access = access(true, with_tokens);
            let check = |has| access.check(OPERATIONS, &HeaderMap::new(), has);
            assert_eq!(check(true), Ok(Some("certificate")));
            assert_eq!(check(false), Err(Denied::NoProof));
        }
    }

    #[test]
    fn health_is_open_and_reflection_takes_any_token() {
        let access = access(true, true);
        assert_eq!(
            access.check(HEALTH_SERVICE, &HeaderMap::new(), false),
            Ok(None)
        );
        for service in REFLECTION_SERVICES {
            let known = access.check(service, &bearer("Bearer epay-secret"), false);
            assert_eq!(known, Ok(Some("epay")));
            let unknown = access.check(service, &HeaderMap::new(), false);
            assert_eq!(unknown, Err(Denied::NoProof));
        }
    }
}
