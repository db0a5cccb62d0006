//! HTTP as old partners speak it, over a socket of its own.

use std::net::SocketAddr;

use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use tonic::Status;

use super::{body::Sent, stage::CALL_TIMEOUT, tell::Answer};

/// A client of the server's HTTP listener.
pub(super) struct Http {
    client: Client<HttpConnector, Full<Bytes>>,
    address: SocketAddr,
}

/// What came back.
#[derive(Debug)]
pub(super) struct HttpAnswer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Http {
    /// Connects when there is something to send.
    pub(super) fn new(address: SocketAddr) -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            address,
        }
    }

    /// Where the server listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Posts a body.
    pub(super) async fn post(&self, target: &str, sent: &Sent) -> Answer<HttpAnswer> {
        self.post_signed(target, sent, None).await
    }

    /// Posts a body, with what proves who sends it.
    pub(super) async fn post_signed(
        &self,
        target: &str,
        sent: &Sent,
        authorization: Option<&str>,
    ) -> Answer<HttpAnswer> {
        let mut request = Request::post(format!("http://{}{target}", self.address))
            .header(header::CONTENT_TYPE, sent.content_type);
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let request = request.body(Full::new(sent.bytes.clone()));
        let request = request.map_err(|error| Status::internal(error.to_string()))?;
        match tokio::time::timeout(CALL_TIMEOUT, self.exchange(request)).await {
            Ok(answer) => answer,
            Err(_) => Err(Status::deadline_exceeded("no answer in time")),
        }
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Answer<HttpAnswer> {
        let response = self.client.request(request).await;
        let response = response.map_err(|error| Status::unavailable(error.to_string()))?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await;
        let body = body.map_err(|error| Status::unavailable(error.to_string()))?;
        Ok(HttpAnswer {
            status: parts.status,
            headers: parts.headers,
            body: body.to_bytes(),
        })
    }
}

impl HttpAnswer {
    /// The type of what came back, without its parameters.
    pub(super) fn media_type(&self) -> &str {
        let content_type = self.header(header::CONTENT_TYPE.as_str());
        content_type.split(';').next().unwrap_or_default().trim()
    }

    /// A header; empty if there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}
