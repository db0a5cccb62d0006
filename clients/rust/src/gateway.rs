//! The connection to the gateway, and a client of each of its services.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use http::{HeaderValue, Request, Response, header::AUTHORIZATION};
use tonic::{Status, body::Body, transport::Channel};
use tower::Service;

use crate::{
    ConnectError, Options, retry,
    v1::{
        douyin_refund_service_client::DouyinRefundServiceClient,
        e_pay_refund_service_client::EPayRefundServiceClient,
        operations_service_client::OperationsServiceClient,
        order_refund_service_client::OrderRefundServiceClient,
        order_service_client::OrderServiceClient,
        partner_auth_service_client::PartnerAuthServiceClient,
        taoxianda_refund_service_client::TaoxiandaRefundServiceClient,
    },
};

/// A connection to the gateway. Make one and clone it: clones share it.
#[derive(Clone)]
pub struct Gateway {
    channel: Channel,
    authorization: Option<HeaderValue>,
    timeout: Duration,
}

impl Gateway {
    /// The gateway at an address (`host:port`). Returns at once: the first call
    /// connects. Call it within a Tokio runtime.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime.
    pub fn connect(address: &str, options: &Options) -> Result<Self, ConnectError> {
        Ok(Self {
            channel: options.channel(address)?,
            authorization: options.authorization()?,
            timeout: options.timeout.unwrap_or(Duration::from_secs(10)),
        })
    }

    /// The order feed.
    pub fn orders(&self) -> OrderServiceClient<Self> {
        OrderServiceClient::new(self.clone())
    }

    /// Refunds of orders and tickets.
    pub fn order_refund(&self) -> OrderRefundServiceClient<Self> {
        OrderRefundServiceClient::new(self.clone())
    }

    /// Callbacks of the e-payment platform.
    pub fn epay(&self) -> EPayRefundServiceClient<Self> {
        EPayRefundServiceClient::new(self.clone())
    }

    /// Notices of Douyin.
    pub fn douyin(&self) -> DouyinRefundServiceClient<Self> {
        DouyinRefundServiceClient::new(self.clone())
    }

    /// Notices of Taoxianda.
    pub fn taoxianda(&self) -> TaoxiandaRefundServiceClient<Self> {
        TaoxiandaRefundServiceClient::new(self.clone())
    }

    /// The operators' view.
    pub fn operations(&self) -> OperationsServiceClient<Self> {
        OperationsServiceClient::new(self.clone())
    }

    /// Signatures of partners.
    pub fn partner_auth(&self) -> PartnerAuthServiceClient<Self> {
        PartnerAuthServiceClient::new(self.clone())
    }
}

/// What the clients call through.
impl Service<Request<Body>> for Gateway {
    type Response = Response<Body>;
    type Error = Status;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Status>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let token = self.authorization.clone();
        request
            .headers_mut()
            .extend(token.map(|it| (AUTHORIZATION, it)));
        Box::pin(retry::send(self.channel.clone(), request, self.timeout))
    }
}
