//! Where the scenes are played: the connections to the server, the report, and the
//! orders that were spoken of.

use std::{net::SocketAddr, time::Duration};

use tonic::transport::{self, Channel, Endpoint};

use super::{
    http::Http,
    palette::Palette,
    report::Report,
    tell::{Answer, told},
};
use crate::{cli::console::say, proto::v1::Order};

/// The server is in this process. A call that takes longer is stuck.
pub(super) const CALL_TIMEOUT: Duration = Duration::from_secs(5);

/// Connections to the server, and what was seen through them.
pub(super) struct Stage {
    pub(super) channel: Channel,
    pub(super) http: Http,
    report: Report,
    orders: Vec<String>,
}

impl Stage {
    /// Connects to the server.
    pub(super) async fn open(grpc: SocketAddr, http: SocketAddr) -> Result<Self, transport::Error> {
        let endpoint = Endpoint::from_shared(format!("http://{grpc}"))?
            .connect_timeout(CALL_TIMEOUT)
            .timeout(CALL_TIMEOUT);
        let stage = Self {
            channel: endpoint.connect().await?,
            http: Http::new(http),
            report: Report::new(Palette::for_stdout(), say),
            orders: Vec::new(),
        };
        let intro = format!(
            "A server on a fresh embedded database answers gRPC at {grpc}, and HTTP at {http}."
        );
        stage.report.line(&intro);
        stage.report.columns();
        Ok(stage)
    }

    /// Ends the connections and hands out the report.
    pub(super) fn close(self) -> Report {
        self.report
    }

    /// Begins a scene.
    pub(super) fn scene(&self, title: &str) {
        self.report.title(title);
    }

    /// Tells something that is no step.
    pub(super) fn line(&self, text: &str) {
        self.report.line(text);
    }

    /// Tells one step. What happened is the answer, as `tell` puts it, or the
    /// refusal.
    pub(super) fn step<T>(
        &mut self,
        done: &str,
        expected: &str,
        answer: &Answer<T>,
        tell: impl FnOnce(&T) -> String,
    ) {
        self.report.step(done, expected, &told(answer, tell));
    }

    /// Reads an order, and tells it as a step.
    pub(super) async fn look_at_order(
        &mut self,
        done: &str,
        orderid: &str,
        expected: &str,
        tell: impl FnOnce(&Order) -> String,
    ) {
        let order = self.order(orderid).await;
        self.step(done, expected, &order, tell);
    }

    /// Has the timeline of an order shown at the end.
    pub(super) fn remember_order(&mut self, orderid: &str) {
        if !self.orders.iter().any(|known| known == orderid) {
            self.orders.push(orderid.to_owned());
        }
    }

    /// The orders that were spoken of, in that order.
    pub(super) fn orders(&self) -> &[String] {
        &self.orders
    }
}
