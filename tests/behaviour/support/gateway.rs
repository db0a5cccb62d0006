//! A running gateway, and its generated clients.

use std::time::Duration;

use refund_gateway::{
    config::Config,
    proto::v1::{
        Callback, CallbackState, GetCallbackRequest, GetOrderRequest, Order,
        douyin_refund_service_client::DouyinRefundServiceClient,
        e_pay_refund_service_client::EPayRefundServiceClient,
        operations_service_client::OperationsServiceClient,
        order_refund_service_client::OrderRefundServiceClient,
        order_service_client::OrderServiceClient,
        taoxianda_refund_service_client::TaoxiandaRefundServiceClient,
    },
    server::Server,
};
use tonic::transport::Channel;

use super::{Database, callback, upsert};

/// How long something that happens by itself may take before a test fails.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A gateway that runs in this process, on sockets of its own.
pub struct Gateway {
    server: Server,
    channel: Channel,
}

impl Gateway {
    /// Starts one with the defaults, but for quick recovery.
    pub async fn start(database: &Database) -> Self {
        Self::start_with(database, |_| {}).await
    }

    /// Starts one with other settings.
    pub async fn start_with(database: &Database, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::default();
        config.database.url = database.url().into();
        config.grpc.listen = "127.0.0.1:0".parse().unwrap();
        config.http.listen = "127.0.0.1:0".parse().unwrap();
        config.engine.recovery_interval = Duration::from_millis(100);
        change(&mut config);
        let server = Server::start(&config).await.unwrap();
        let address = format!("http://{}", server.grpc_address());
        let channel = Channel::from_shared(address).unwrap().connect_lazy();
        Self { server, channel }
    }

    /// Stops it gracefully.
    pub async fn stop(self) {
        self.server.stop().await.unwrap();
    }

    /// The running server.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// A connection to it.
    pub fn channel(&self) -> Channel {
        self.channel.clone()
    }

    /// The client of Douyin's notices.
    pub fn douyin(&self) -> DouyinRefundServiceClient<Channel> {
        DouyinRefundServiceClient::new(self.channel())
    }

    /// The client of the e-payment callbacks.
    pub fn epay(&self) -> EPayRefundServiceClient<Channel> {
        EPayRefundServiceClient::new(self.channel())
    }

    /// The client of refunds.
    pub fn refunds(&self) -> OrderRefundServiceClient<Channel> {
        OrderRefundServiceClient::new(self.channel())
    }

    /// The client of Taoxianda's notices.
    pub fn taoxianda(&self) -> TaoxiandaRefundServiceClient<Channel> {
        TaoxiandaRefundServiceClient::new(self.channel())
    }

    /// The client of orders.
    pub fn orders(&self) -> OrderServiceClient<Channel> {
        OrderServiceClient::new(self.channel())
    }

    /// The operators' client.
    pub fn operations(&self) -> OperationsServiceClient<Channel> {
        OperationsServiceClient::new(self.channel())
    }

    /// Feeds one order, which must be taken.
    pub async fn feed(&self, order: Order) {
        self.orders().upsert_orders(upsert([order])).await.unwrap();
    }

    /// Reads one order, which must be known.
    pub async fn order(&self, orderid: &str) -> Order {
        let request = GetOrderRequest {
            orderid: orderid.into(),
        };
        let response = self.orders().get_order(request).await.unwrap();
        response.into_inner().order.unwrap()
    }

    /// Reads one callback, which must be known.
    pub async fn callback(&self, batchno: &str, trandeno: &str) -> Callback {
        let request = GetCallbackRequest {
            batchno: batchno.into(),
            trandeno: trandeno.into(),
        };
        let response = self.operations().get_callback(request).await.unwrap();
        response.into_inner().callback.unwrap()
    }

    /// Sends a callback that must be taken.
    pub async fn confirm(&self, batchno: &str, trandeno: &str, refundmoney: &str) {
        let request = callback(batchno, trandeno, refundmoney);
        self.epay().end_single_success(request).await.unwrap();
    }

    /// Waits until a callback has come to `state` by itself.
    pub async fn callback_becomes(
        &self,
        batchno: &str,
        trandeno: &str,
        state: CallbackState,
    ) -> Callback {
        eventually(async || {
            let callback = self.callback(batchno, trandeno).await;
            (callback.state() == state).then_some(callback)
        })
        .await
    }
}

/// Asks again and again until there is an answer.
pub async fn eventually<T>(mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let asking = async {
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let answer = tokio::time::timeout(PATIENCE, asking).await;
    answer.expect("it did not happen in time")
}
