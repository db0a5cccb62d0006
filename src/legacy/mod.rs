//! The compatibility sidecar: the HTTP surface that partners of the old server
//! call, translated onto the contract in `proto/` and nothing else.
//!
//! It reaches the rest of the gateway through the contract's services alone
//! ([`upstream`]), whether these are in this process or on another machine. Each
//! quirk of the old server has one module, whose header says what it is and why
//! it is kept.

pub mod clients;
pub mod hawk;
pub mod help;
pub mod settings;
pub mod top;
pub mod transport;
pub mod upstream;
pub mod webapi;

use std::{net::SocketAddr, sync::Arc, time::SystemTime};

use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Bytes;

use self::{
    help::Help,
    settings::{LegacySettings, UrlPath},
    upstream::{About, Refused, Upstream},
    webapi::{request_uri::percent_decode, serve::WebApi},
};
use crate::{
    http::{BodyError, Handler, RequestBody, Route},
    proto::v1::{InformRefundSuccessRequest, TopVerdict, VerifyTopSignatureRequest},
    trace_id::Trace,
};

/// Answers those who call what the old server was.
#[derive(Clone, Debug)]
pub struct Legacy {
    upstream: Upstream,
    settings: LegacySettings,
    help: Arc<Help>,
}

impl Legacy {
    /// Answers by means of `upstream`.
    #[must_use]
    pub fn new(upstream: Upstream, settings: LegacySettings) -> Self {
        let base_path = settings.base_path.as_ref();
        let base_path = base_path.map_or("", UrlPath::as_str);
        Self {
            help: Arc::new(Help::new(base_path)),
            upstream,
            settings,
        }
    }

    fn is_top(&self, path: &str) -> bool {
        let path = path.strip_suffix('/').unwrap_or(path);
        self.settings.top_paths.iter().any(|known| known == path)
    }

    async fn top(&self, request: Request<RequestBody>, trace: &Trace) -> Response<Full<Bytes>> {
        let request_id = trace.id.to_string();
        let call = top::Call {
            now: SystemTime::now(),
            request_id: &request_id,
        };
        let (parts, body) = request.into_parts();
        let response = match body.read().await {
            Ok(body) => {
                let upstream = TopUpstream {
                    upstream: &self.upstream,
                    about: About {
                        traceparent: Some(&trace.traceparent),
                        agent: None,
                    },
                };
                top::handle(Request::from_parts(parts, body), call, &upstream).await
            }
            Err(error) => {
                let reason = match error {
                    BodyError::TooLarge { .. } => "请求内容过大",
                    BodyError::TooSlow => "请求内容未能及时到达",
                    BodyError::Broken => "请求内容不完整",
                };
                top::unread(&parts, call, reason)
            }
        };
        let mut response = response.map(Full::new);
        response.extensions_mut().insert(Route(top::PATH));
        response
    }

    fn help(&self, request: &Request<RequestBody>) -> Option<Response<Full<Bytes>>> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let uri = request.uri();
        let page = self
            .help
            .respond(&percent_decode(uri.path()), uri.query())?;
        let body = page.body.clone();
        let length = body.len();
        let mut response = Response::new(Full::new(body));
        let status = StatusCode::from_u16(page.status);
        *response.status_mut() = status.unwrap_or(StatusCode::OK);
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(page.content_type),
        );
        headers.insert(header::CONTENT_LENGTH, length.into());
        let policy = HeaderValue::from_static(help::CONTENT_SECURITY_POLICY);
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        response
            .extensions_mut()
            .insert(Route("Help/{action}/{apiId}"));
        Some(response)
    }
}

impl Handler for Legacy {
    async fn handle(
        &self,
        request: Request<RequestBody>,
        peer: SocketAddr,
        trace: Trace,
    ) -> Response<Full<Bytes>> {
        if self.is_top(request.uri().path()) {
            return self.top(request, &trace).await;
        }
        if let Some(page) = self.help(&request) {
            return page;
        }
        let web_api = WebApi {
            upstream: &self.upstream,
            settings: &self.settings,
            trace: &trace,
        };
        web_api.answer(request, peer).await
    }
}

/// The server as TOP sees it, for one call.
struct TopUpstream<'a> {
    upstream: &'a Upstream,
    about: About<'a>,
}

impl top::upstream::Upstream for TopUpstream<'_> {
    async fn verify(
        &self,
        request: VerifyTopSignatureRequest,
    ) -> Result<TopVerdict, top::upstream::Refused> {
        let answer = self
            .upstream
            .verify_top_signature(request, self.about)
            .await;
        Ok(answer.map_err(top::upstream::Refused::from)?.verdict())
    }

    async fn inform(
        &self,
        request: InformRefundSuccessRequest,
    ) -> Result<(), top::upstream::Refused> {
        let answer = self
            .upstream
            .inform_refund_success(request, self.about)
            .await;
        answer.map_err(top::upstream::Refused::from)
    }
}

impl From<Refused> for top::upstream::Refused {
    fn from(refused: Refused) -> Self {
        Self {
            top: refused.row().top,
            message_zh: refused.message_zh,
        }
    }
}
