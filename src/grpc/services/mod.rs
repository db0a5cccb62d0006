//! The services of the contract. Each maps protobuf to a checked command,
//! awaits the engine, and maps the outcome back. None of them touches the
//! database in its own future, so a client that hangs up changes nothing.

mod douyin;
mod epay;
mod operations;
mod order;
mod order_refund;
mod partner_auth;
mod taoxianda;

use tonic::{codec::CompressionEncoding, service::Routes};

use crate::{
    domain::taoxianda::AmountUnit,
    engine::Engine,
    partners::Partners,
    proto::v1::{
        douyin_refund_service_server::DouyinRefundServiceServer,
        e_pay_refund_service_server::EPayRefundServiceServer,
        operations_service_server::OperationsServiceServer,
        order_refund_service_server::OrderRefundServiceServer,
        order_service_server::OrderServiceServer,
        partner_auth_service_server::PartnerAuthServiceServer,
        taoxianda_refund_service_server::TaoxiandaRefundServiceServer,
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

/// Every service of the contract, over an engine and those who may call.
#[must_use]
pub fn routes(engine: &Engine, partners: &Partners, settings: ServiceSettings) -> Routes {
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
    Routes::new(with_limits!(
        DouyinRefundServiceServer,
        douyin::DouyinRefund::new(engine())
    ))
    .add_service(with_limits!(
        EPayRefundServiceServer,
        epay::EPayRefund::new(engine())
    ))
    .add_service(with_limits!(
        OrderRefundServiceServer,
        order_refund::OrderRefund::new(engine())
    ))
    .add_service(with_limits!(
        TaoxiandaRefundServiceServer,
        taoxianda::TaoxiandaRefund::new(engine(), amount_unit)
    ))
    .add_service(with_limits!(
        OrderServiceServer,
        order::Orders::new(engine())
    ))
    .add_service(with_limits!(
        OperationsServiceServer,
        operations::Operations::new(engine(), amount_unit)
    ))
    .add_service(with_limits!(
        PartnerAuthServiceServer,
        partner_auth::PartnerAuth::new(partners.clone())
    ))
}
