//! Refunds that the rules refuse: nothing of them is in force.

use refund_gateway::proto::v1::{Order, OrderState, RefundParm};
use tonic::Code;

use crate::support::*;

on_every_database! {
    async fn an_order_that_is_not_known_is_not_refunded(database: Database) {
        let gateway = Gateway::start(&database).await;

        let refused = gateway.refund(refund_all("O1")).await.unwrap_err();

        refused.is(Code::NotFound, "ORDER_NOT_FOUND");
    }

    async fn an_order_in_any_other_state_is_not_refunded(database: Database) {
        let gateway = Gateway::start(&database).await;
        for (orderid, state) in [
            ("O1", OrderState::Unpaid),
            ("O2", OrderState::ThirdPartyRefunding),
            ("O3", OrderState::Settled),
            ("O4", OrderState::Closed),
        ] {
            gateway.feed(Order { state: state.into(), ..simple_order(orderid, 2) }).await;
            let before = gateway.everything(&[orderid]).await;

            let partial = refund_tickets(orderid, &[&format!("{orderid}-1")]);
            for request in [refund_all(orderid), partial] {
                let refused = gateway.refund(request).await.unwrap_err();
                refused.is(Code::FailedPrecondition, "ORDER_NOT_REFUNDABLE");
            }
            assert_eq!(gateway.everything(&[orderid]).await, before, "{state:?}");
        }
    }

    async fn a_ticket_with_a_gate_credential_asks_for_refund_ticket_instead(database: Database) {
        let gateway = Gateway::start(&database).await;
        let mut order = simple_order("O1", 3);
        order.tickets[1].gate_credential_issued = true;
        gateway.feed(order).await;
        let before = gateway.everything(&["O1"]).await;

        for request in [refund_all("O1"), refund_tickets("O1", &["O1-1", "O1-2"])] {
            let refused = gateway.refund(request).await.unwrap_err();
            refused.is(Code::FailedPrecondition, "GATE_CREDENTIAL_ISSUED");
            assert!(refused.message.contains("call RefundTicket"), "{refused:?}");
            assert!(refused.message.contains("O1-2"), "{refused:?}");
            assert!(refused.message_zh.contains("RefundTicket"), "{refused:?}");
        }

        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn a_credential_that_came_after_the_order_counts_too(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        let mut order = simple_order("O1", 1);
        order.version = 2;
        order.tickets[0].gate_credential_issued = true;
        gateway.feed(order).await;

        let refused = gateway.refund(refund_all("O1")).await.unwrap_err();

        refused.is(Code::FailedPrecondition, "GATE_CREDENTIAL_ISSUED");
    }

    async fn a_ticket_of_another_order_is_not_found(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        gateway.feed(simple_order("O2", 1)).await;
        let before = gateway.everything(&["O1", "O2"]).await;

        for ticketid in ["O2-1", "unknown", "o1-1"] {
            let request = refund_tickets("O1", &["O1-1", ticketid]);
            let refused = gateway.refund(request).await.unwrap_err();
            refused.is_of(Code::NotFound, "TICKET_NOT_FOUND", "ticketids[1]");
        }

        assert_eq!(gateway.everything(&["O1", "O2"]).await, before);
    }

    async fn a_refund_that_overlaps_another_is_a_conflict(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 3)).await;
        gateway.refund(refund_tickets("O1", &["O1-1", "O1-2"])).await.unwrap();
        let before = gateway.everything(&["O1"]).await;

        let remark = Some("all of them".to_owned());
        for request in [
            refund_tickets("O1", &["O1-1"]),
            refund_tickets("O1", &["O1-2", "O1-3"]),
            refund_tickets("O1", &["O1-1", "O1-2", "O1-3"]),
            RefundParm { memory: remark, ..refund_all("O1") },
        ] {
            let refused = gateway.refund(request).await.unwrap_err();
            refused.is(Code::AlreadyExists, "REFUND_CONFLICT");
        }

        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn a_ticket_that_was_refunded_is_not_refunded_again(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        let first = gateway.refund(refund_all("O1")).await.unwrap();
        gateway.confirm(&first.batchno, "pay-O1", "20").await;
        let before = gateway.everything(&["O1"]).await;

        let refused = gateway.refund(refund_tickets("O1", &["O1-2"])).await.unwrap_err();

        refused.is(Code::AlreadyExists, "REFUND_CONFLICT");
        assert_eq!(gateway.everything(&["O1"]).await, before);
    }
}
