//! A request to the Web API from its arrival to its answer: route, access,
//! signature, parameter, the call to the server, result. In this order, which
//! is the framework's: what leads nowhere is not asked for a signature, and
//! what is not signed is not read.

use std::net::SocketAddr;

use http::{Request, Response, StatusCode, header, request::Parts};
use http_body_util::Full;
use hyper::body::Bytes;

use super::{
    access::{Demand, demand, is_partners_ground},
    bind::{Unsupported, bind_aside},
    http_error::HttpError,
    media_type::MediaType,
    model_state::Binding,
    negotiate::{Negotiated, negotiate},
    reply::Reply,
    request_uri::readable_uri,
    route::{Action, Routed, route},
    translate,
    value::Object,
    write::ResultClass,
};
use crate::{
    http::{BodyError, RequestBody, Route},
    legacy::{
        hawk::{self, Authenticated},
        settings::{LegacySettings, Locale, PublicScheme, UrlPath},
        upstream::{About, Refused, Upstream},
    },
    trace_id::Trace,
};

/// The Web API over a server.
#[derive(Clone, Copy, Debug)]
pub(in crate::legacy) struct WebApi<'a> {
    pub(in crate::legacy) upstream: &'a Upstream,
    pub(in crate::legacy) settings: &'a LegacySettings,
    pub(in crate::legacy) trace: &'a Trace,
}

impl WebApi<'_> {
    /// Answers a request of `peer`.
    pub(in crate::legacy) async fn answer(
        self,
        request: Request<RequestBody>,
        peer: SocketAddr,
    ) -> Response<Full<Bytes>> {
        let (parts, body) = request.into_parts();
        let base_path = self.settings.base_path.as_ref();
        let base_path = base_path.map_or("", UrlPath::as_str);
        let routed = route(parts.uri.path(), base_path, &parts.method);
        let content_type = MediaType::of_content(&parts.headers);
        let negotiated = negotiate(&parts.headers, content_type.as_ref(), routed.formats());
        match routed {
            Routed::Action(action) => {
                let mut response = self.act(action, &parts, body, peer, &negotiated).await;
                response.extensions_mut().insert(Route(action.path()));
                response
            }
            Routed::MethodNotAllowed(_) | Routed::NotFound => {
                let reply = match routed {
                    Routed::NotFound => self.not_found(&parts),
                    _ => self.error(|locale| HttpError::method_not_allowed(&parts.method, locale)),
                };
                let is_signed = hawk::is_claimed(&parts.headers)
                    && is_partners_ground(parts.uri.path(), base_path);
                if is_signed {
                    self.once_authenticated(&parts, body, reply, &negotiated)
                        .await
                } else {
                    reply.write(&negotiated)
                }
            }
        }
    }

    /// An action's answer.
    async fn act(
        self,
        action: Action,
        parts: &Parts,
        body: RequestBody,
        peer: SocketAddr,
        negotiated: &Negotiated,
    ) -> Response<Full<Bytes>> {
        let demand = demand(action, &self.settings.webinterface_access, peer);
        if demand == Demand::Refused {
            let forbidden = self.error(HttpError::forbidden);
            return forbidden.write(negotiated);
        }
        let body = match body.read().await {
            Ok(body) => body,
            Err(error) => return self.unread(error).write(negotiated),
        };
        if demand == Demand::Nothing {
            let reply = self.perform(action, parts, &body, None).await;
            return reply.write(negotiated);
        }
        match hawk::authenticate(self.upstream, self.settings, parts, &body, self.about()).await {
            Ok(partner) => {
                let agent = Some(partner.partner());
                let reply = self.perform(action, parts, &body, agent).await;
                self.signed(partner, reply, negotiated).await
            }
            Err(reason) => {
                let class = action.result();
                Reply::unauthenticated(class, &reason, self.settings.locale).write(negotiated)
            }
        }
    }

    /// What is said of a page that is none, to a caller who signs.
    async fn once_authenticated(
        self,
        parts: &Parts,
        body: RequestBody,
        reply: Reply,
        negotiated: &Negotiated,
    ) -> Response<Full<Bytes>> {
        let body = match body.read().await {
            Ok(body) => body,
            Err(error) => return self.unread(error).write(negotiated),
        };
        match hawk::authenticate(self.upstream, self.settings, parts, &body, self.about()).await {
            Ok(partner) => self.signed(partner, reply, negotiated).await,
            Err(reason) => {
                let class = ResultClass::OperationResult;
                Reply::unauthenticated(class, &reason, self.settings.locale).write(negotiated)
            }
        }
    }

    /// Binds the parameter, and calls the server with it.
    async fn perform(
        self,
        action: Action,
        parts: &Parts,
        body: &Bytes,
        agent: Option<&str>,
    ) -> Reply {
        let locale = self.settings.locale;
        let class = action.result();
        let Binding { object, state } = match bind_aside(action, &parts.headers, body).await {
            Ok(binding) => binding,
            Err(Unsupported(media_type)) => {
                let media_type = media_type.as_deref();
                return Reply::error(HttpError::unsupported_media_type(media_type, locale));
            }
        };
        let object = match object {
            Some(object) if state.is_valid() => object,
            object => {
                let setting = self.settings.invalid_model;
                return Reply::invalid(class, object.as_ref(), state, setting, locale);
            }
        };
        let about = About {
            agent,
            ..self.about()
        };
        match self.call(action, object, about).await {
            Ok(()) => Reply::success(class),
            Err(refused) => Reply::refused(class, &refused, locale),
        }
    }

    async fn call(self, action: Action, object: Object, about: About<'_>) -> Result<(), Refused> {
        let upstream = self.upstream;
        match action {
            Action::DouyinUpdate => {
                let message = translate::douyin(object);
                upstream.update_third_refund_info(message, about).await
            }
            Action::EpayEndSingleSuccess => {
                let message = translate::epay(object);
                upstream.end_single_success(message, about).await
            }
            Action::OrderRefund => upstream.refund(translate::refund(object), about).await,
        }
    }

    /// An answer with our signature. It goes without one if the server cannot
    /// be asked any more: what was asked for has happened.
    async fn signed(
        self,
        partner: Authenticated,
        reply: Reply,
        negotiated: &Negotiated,
    ) -> Response<Full<Bytes>> {
        let (mut response, body) = reply.write_to_sign(negotiated);
        let content_type = negotiated.content_type();
        let content_type = content_type.to_str().unwrap_or_default();
        let signature = partner.sign(self.upstream, content_type, &body, self.about());
        match signature.await {
            Ok(Some(signature)) => {
                let headers = response.headers_mut();
                headers.insert(hawk::SERVER_AUTHORIZATION, signature);
            }
            Ok(None) => {}
            Err(refused) => {
                tracing::warn!(reason = refused.row().reason, "an answer was not signed");
            }
        }
        response
    }

    fn not_found(self, parts: &Parts) -> Reply {
        let scheme = match self.settings.public_scheme {
            PublicScheme::Http => "http",
            PublicScheme::Https => "https",
        };
        let host = parts.headers.get(header::HOST);
        let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
        let target = parts.uri.path_and_query();
        let target = target.map_or("/", |target| target.as_str());
        let uri = readable_uri(scheme, host, target);
        self.error(|locale| HttpError::not_found(&uri, locale))
    }

    fn unread(self, error: BodyError) -> Reply {
        self.error(|locale| match error {
            BodyError::TooLarge { .. } => HttpError::too_large(locale),
            BodyError::TooSlow => {
                HttpError::new(StatusCode::REQUEST_TIMEOUT, locale.invalid_request())
            }
            BodyError::Broken => HttpError::new(StatusCode::BAD_REQUEST, locale.invalid_request()),
        })
    }

    fn error(self, of: impl FnOnce(Locale) -> HttpError) -> Reply {
        Reply::error(of(self.settings.locale))
    }

    fn about(&self) -> About<'_> {
        About {
            traceparent: Some(&self.trace.traceparent),
            agent: None,
        }
    }
}
