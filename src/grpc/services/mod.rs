//! The services of the contract. Each maps protobuf to a checked command,
//! awaits the engine, and maps the outcome back. None of them touches the
//! database in its own future, so a client that hangs up changes nothing.

pub(super) mod douyin;
pub(super) mod epay;
mod operations;
mod order;
pub(super) mod order_refund;
pub(super) mod partner_auth;
pub(super) mod taoxianda;

use std::{
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
};

use futures_util::future::BoxFuture;
use http::{Request, Response};
use tonic::{body::Body, codec::CompressionEncoding, service::Routes};
use tower::Service;

use super::methods::service_of;
use crate::{
    domain::taoxianda::AmountUnit,
    engine::Engine,
    partners::Partners,
    proto::v1::{
        douyin_refund_service_server::{self, DouyinRefundServiceServer},
        e_pay_refund_service_server::{self, EPayRefundServiceServer},
        operations_service_server::{self, OperationsServiceServer},
        order_refund_service_server::{self, OrderRefundServiceServer},
        order_service_server::{self, OrderServiceServer},
        partner_auth_service_server::{self, PartnerAuthServiceServer},
        taoxianda_refund_service_server::{self, TaoxiandaRefundServiceServer},
    },
};

/// What the services have to know besides the engine.
#[derive(Clone, Copy, Debug)]
pub struct ServiceSettings {
    /// The unit of Taoxianda's `refund_amount`.
    pub amount_unit: AmountUnit,
    /// The largest request, in bytes after decompression.
    pub max_message_bytes: usize,
}

/// Every service of the contract, and what else is served beside them.
///
/// Not tonic's own routes, which have each call go through a router for paths with
/// parameters, and wrap its bodies anew.
#[derive(Clone)]
pub struct Services(Arc<All>);

/// Cloned for each call, so together and not one by one.
#[derive(Clone)]
struct All {
    douyin: DouyinRefundServiceServer<douyin::DouyinRefund>,
    epay: EPayRefundServiceServer<epay::EPayRefund>,
    order_refund: OrderRefundServiceServer<order_refund::OrderRefund>,
    taoxianda: TaoxiandaRefundServiceServer<taoxianda::TaoxiandaRefund>,
    order: OrderServiceServer<order::Orders>,
    operations: OperationsServiceServer<operations::Operations>,
    partner_auth: PartnerAuthServiceServer<partner_auth::PartnerAuth>,
    others: Routes,
}

impl Services {
    /// The services over an engine and those who may call.
    #[must_use]
    pub fn new(engine: &Engine, partners: &Partners, settings: ServiceSettings) -> Self {
        let ServiceSettings {
            amount_unit,
            max_message_bytes,
        } = settings;
        // Only requests are bounded: once a command has taken effect, its answer
        // must not be lost for its size. Pages bound themselves.
        macro_rules! with_limits {
            ($server:ident, $service:expr) => {
                $server::new($service)
                    .accept_compressed(CompressionEncoding::Gzip)
                    .accept_compressed(CompressionEncoding::Zstd)
                    .send_compressed(CompressionEncoding::Gzip)
                    .send_compressed(CompressionEncoding::Zstd)
                    .max_decoding_message_size(max_message_bytes)
            };
        }
        let engine = || engine.clone();
        let douyin = douyin::DouyinRefund::new(engine());
        let taoxianda = taoxianda::TaoxiandaRefund::new(engine(), amount_unit);
        let operations = operations::Operations::new(engine(), amount_unit);
        let partner_auth = partner_auth::PartnerAuth::new(partners.clone());
        let order_refund = order_refund::OrderRefund::new(engine());
        Self(Arc::new(All {
            douyin: with_limits!(DouyinRefundServiceServer, douyin),
            epay: with_limits!(EPayRefundServiceServer, epay::EPayRefund::new(engine())),
            order_refund: with_limits!(OrderRefundServiceServer, order_refund),
            taoxianda: with_limits!(TaoxiandaRefundServiceServer, taoxianda),
            order: with_limits!(OrderServiceServer, order::Orders::new(engine())),
            operations: with_limits!(OperationsServiceServer, operations),
            partner_auth: with_limits!(PartnerAuthServiceServer, partner_auth),
            others: Routes::default(),
        }))
    }

    /// Serves others beside them: those of gRPC itself.
    #[must_use]
    pub fn with(self, others: Routes) -> Self {
        let mut all = Arc::unwrap_or_clone(self.0);
        all.others = others.prepare();
        Self(Arc::new(all))
    }
}

impl Service<Request<Body>> for Services {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // All of them always are.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let all = &self.0;
        match service_of(request.uri().path()) {
            douyin_refund_service_server::SERVICE_NAME => all.douyin.clone().call(request),
            e_pay_refund_service_server::SERVICE_NAME => all.epay.clone().call(request),
            order_refund_service_server::SERVICE_NAME => all.order_refund.clone().call(request),
            taoxianda_refund_service_server::SERVICE_NAME => all.taoxianda.clone().call(request),
            order_service_server::SERVICE_NAME => all.order.clone().call(request),
            operations_service_server::SERVICE_NAME => all.operations.clone().call(request),
            partner_auth_service_server::SERVICE_NAME => all.partner_auth.clone().call(request),
            _ => Box::pin(all.others.clone().call(request)),
        }
    }
}
