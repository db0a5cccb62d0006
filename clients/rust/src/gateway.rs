//! The connection to the gateway, and a client of each of its services.

use crate::{
    ConnectError, Options, Transport,
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
    transport: Transport,
}

impl Gateway {
    /// The gateway at an address (`host:port`). Returns at once: the first call
    /// connects. Call it within a Tokio runtime.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime.
    pub fn connect(address: &str, options: Options) -> Result<Self, ConnectError> {
        let transport = options.connect(address)?;
        Ok(Self { transport })
    }

    /// The order feed.
    #[must_use]
    pub fn orders(&self) -> OrderServiceClient<Transport> {
        OrderServiceClient::new(self.transport.clone())
    }

    /// Refunds of orders and tickets.
    #[must_use]
    pub fn refunds(&self) -> OrderRefundServiceClient<Transport> {
        OrderRefundServiceClient::new(self.transport.clone())
    }

    /// Callbacks of the e-payment platform.
    #[must_use]
    pub fn epay(&self) -> EPayRefundServiceClient<Transport> {
        EPayRefundServiceClient::new(self.transport.clone())
    }

    /// Notices of Douyin.
    #[must_use]
    pub fn douyin(&self) -> DouyinRefundServiceClient<Transport> {
        DouyinRefundServiceClient::new(self.transport.clone())
    }

    /// Notices of Taoxianda.
    #[must_use]
    pub fn taoxianda(&self) -> TaoxiandaRefundServiceClient<Transport> {
        TaoxiandaRefundServiceClient::new(self.transport.clone())
    }

    /// The operators' view.
    #[must_use]
    pub fn operations(&self) -> OperationsServiceClient<Transport> {
        OperationsServiceClient::new(self.transport.clone())
    }

    /// Signatures of partners.
    #[must_use]
    pub fn partner_auth(&self) -> PartnerAuthServiceClient<Transport> {
        PartnerAuthServiceClient::new(self.transport.clone())
    }
}
