//! `OrderRefundService`.

use tonic::{Request, Response, Status, metadata::MetadataMap};

use crate::{
    domain::{input::Checker, reason::Refusal, refund::RequestRefund},
    engine::Engine,
    grpc::status::{self, flow},
    metrics,
    partners::hawk::is_attribute,
    proto::{
        AGENT_METADATA,
        v1::{RefundParm, RefundResponse, order_refund_service_server::OrderRefundService},
    },
};

/// Applies for refunds of orders.
pub(in crate::grpc) struct OrderRefund {
    engine: Engine,
}

impl OrderRefund {
    pub(in crate::grpc) fn new(engine: Engine) -> Self {
        Self { engine }
    }
}

#[tonic::async_trait]
impl OrderRefundService for OrderRefund {
    async fn refund(
        &self,
        request: Request<RefundParm>,
    ) -> Result<Response<RefundResponse>, Status> {
        let agent = agent(request.metadata()).map_err(status::invalid)?;
        let RefundParm {
            orderid,
            refundallticket,
            ticketids,
            memory,
        } = request.into_inner();
        let batchno = self.engine.new_batchno();
        let command = RequestRefund::new(
            orderid.clone(),
            &refundallticket,
            ticketids,
            memory,
            batchno,
        )
        .map_err(status::invalid)?
        .on_behalf_of(agent);

        let in_force = self.engine.request_refund(command).await;
        let in_force = in_force.map_err(|error| status::failed(error, &[("orderid", &orderid)]))?;
        if in_force.repeated {
            metrics::duplicate(flow::REFUND);
        }
        Ok(Response::new(in_force.into()))
    }
}

/// Whoever names no agent is one of us, and may ask for any order.
fn agent(metadata: &MetadataMap) -> Result<Option<String>, Refusal> {
    let mut named = metadata.get_all(AGENT_METADATA).iter();
    let Some(first) = named.next() else {
        return Ok(None);
    };
    let mut checker = Checker::default();
    let name = first.to_str().ok().filter(|name| is_attribute(name));
    if name.is_none() {
        checker.refuse(
            AGENT_METADATA,
            "must be printable ASCII without quotes and backslashes",
        );
    }
    if named.next().is_some() {
        checker.refuse(AGENT_METADATA, "must not be given twice");
    }
    checker.finish()?;
    Ok(name.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_agent_is_named_or_none() {
        let mut metadata = MetadataMap::new();
        assert_eq!(agent(&metadata), Ok(None));
        metadata.append(AGENT_METADATA, "agent01".parse().unwrap());
        assert_eq!(agent(&metadata), Ok(Some("agent01".to_owned())));
        metadata.append(AGENT_METADATA, "agent02".parse().unwrap());
        assert!(agent(&metadata).is_err());
        for name in ["", "a\"b"] {
            let mut metadata = MetadataMap::new();
            metadata.append(AGENT_METADATA, name.parse().unwrap());
            assert!(agent(&metadata).is_err(), "{name:?}");
        }
    }
}
