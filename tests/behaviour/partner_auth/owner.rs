//! Whose orders an agent may have refunded.

use refund_gateway::proto::v1::{Order, RefundParm, RefundResponse};
use tonic::{Code, Request};

use crate::support::{calls::Answer, *};

/// A refund that is asked for on behalf of an agent.
async fn refund(gateway: &Gateway, agent: &str, parm: RefundParm) -> Answer<RefundResponse> {
    let mut request = Request::new(parm);
    let metadata = request.metadata_mut();
    metadata.insert("refund-gateway-agent", agent.parse().unwrap());
    match gateway.refunds().refund(request).await {
        Ok(response) => Ok(response.into_inner()),
        Err(status) => Err(Box::new(Refused::of(&status))),
    }
}

fn order_of(agent: &str, orderid: &str) -> Order {
    Order {
        agent: Some(agent.to_owned()),
        ..simple_order(orderid, 2)
    }
}

on_every_database! {
    async fn an_agent_has_its_own_orders_refunded(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(order_of("agent01", "O1")).await;

        let granted = refund(&gateway, "agent01", refund_all("O1")).await.unwrap();

        let again = refund(&gateway, "agent01", refund_all("O1")).await.unwrap();
        assert_eq!(granted.batchno, again.batchno);
        let timeline = gateway.get_timeline("O1").await.unwrap();
        let requested = timeline.last().unwrap();
        assert_eq!(requested.attributes["agent"], "agent01");
    }

    async fn the_order_of_another_is_none_of_its_business(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(order_of("agent01", "O1")).await;
        gateway.feed(order_of("旅行社", "O2")).await;
        refund(&gateway, "agent01", refund_tickets("O1", &["O1-1"])).await.unwrap();
        let before = gateway.everything(&["O1", "O2"]).await;

        // Neither its tickets, nor its refunds, nor its state are told.
        for parm in [
            refund_all("O1"),
            refund_tickets("O1", &["O1-1"]),
            refund_tickets("O1", &["unknown"]),
            refund_all("O2"),
        ] {
            let refused = refund(&gateway, "agent02", parm).await.unwrap_err();
            refused.is(Code::PermissionDenied, "ORDER_NOT_OWNED");
        }
        let refused = refund(&gateway, "agent02", refund_all("O3")).await.unwrap_err();
        refused.is(Code::NotFound, "ORDER_NOT_FOUND");
        assert_eq!(gateway.everything(&["O1", "O2"]).await, before);
    }

    async fn an_order_without_an_agent_is_open_to_all(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        refund(&gateway, "agent02", refund_all("O1")).await.unwrap();
    }

    async fn who_names_no_agent_may_ask_for_any_order(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(order_of("agent01", "O1")).await;
        gateway.refund(refund_all("O1")).await.unwrap();
    }

    async fn an_agent_that_could_be_none_is_refused(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        for agent in ["", "a\"b"] {
            let refused = refund(&gateway, agent, refund_all("O1")).await.unwrap_err();
            refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", "refund-gateway-agent");
        }
    }
}
