//! The same request again answers the first result.

use refund_gateway::proto::v1::{
    Order, OrderState, RefundApplicationState, RefundParm, RefundResponse, SignalOutcome,
};

use crate::support::*;

/// The answer that repeats another one.
fn duplicate_of(first: &RefundResponse) -> RefundResponse {
    RefundResponse {
        outcome: SignalOutcome::Duplicate.into(),
        ..first.clone()
    }
}

on_every_database! {
    async fn the_same_request_answers_the_first_result(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 3)).await;
        gateway.feed(simple_order("O2", 2)).await;
        let partial = gateway.refund(refund_tickets("O1", &["O1-1", "O1-3"])).await.unwrap();
        let whole = gateway.refund(refund_all("O2")).await.unwrap();
        let before = gateway.everything(&["O1", "O2"]).await;

        let remark = Some("again".to_owned());
        let in_another_order = refund_tickets("O1", &["O1-3", "O1-1"]);
        for request in [RefundParm { memory: remark, ..in_another_order.clone() }, in_another_order] {
            assert_eq!(gateway.refund(request).await.unwrap(), duplicate_of(&partial));
        }
        for request in [refund_all("O2"), refund_tickets("O2", &["O2-2", "O2-1"])] {
            assert_eq!(gateway.refund(request).await.unwrap(), duplicate_of(&whole));
        }

        assert_eq!(gateway.everything(&["O1", "O2"]).await, before);
    }

    async fn naming_every_ticket_and_asking_for_all_is_the_same_request(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;

        let first = gateway.refund(refund_tickets("O1", &["O1-2", "O1-1"])).await.unwrap();
        let again = gateway.refund(refund_all("O1")).await.unwrap();

        assert_eq!(again, duplicate_of(&first));
    }

    async fn an_order_without_tickets_is_refunded_once(database: Database) {
        let gateway = Gateway::start(&database).await;
        let order = Order { payments: vec![payment("T1", "8")], ..paid_order("O1") };
        gateway.feed(order).await;

        let first = gateway.refund(refund_all("O1")).await.unwrap();
        let again = gateway.refund(refund_all("O1")).await.unwrap();

        assert_eq!(again, duplicate_of(&first));
    }

    async fn the_first_result_is_answered_after_it_was_confirmed(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        let first = gateway.refund(refund_all("O1")).await.unwrap();
        gateway.confirm(&first.batchno, "pay-O1", "20").await;

        let again = gateway.refund(refund_all("O1")).await.unwrap();

        assert_eq!(again.outcome(), SignalOutcome::Duplicate);
        assert_eq!((&again.batchno, &again.amount), (&first.batchno, &first.amount));
        assert_eq!(again.applications[0].state(), RefundApplicationState::Handled);
        assert_eq!(again.order_state(), OrderState::Closed);
    }

    async fn the_first_result_is_answered_after_a_restart(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        let first = gateway.refund(refund_tickets("O1", &["O1-1"])).await.unwrap();
        gateway.stop().await;

        let gateway = Gateway::start(&database).await;
        let again = gateway.refund(refund_tickets("O1", &["O1-1"])).await.unwrap();

        assert_eq!(again, duplicate_of(&first));
    }

    async fn disjoint_refunds_of_one_order_are_refunds_of_their_own(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;

        let one = gateway.refund(refund_tickets("O1", &["O1-1"])).await.unwrap();
        let other = gateway.refund(refund_tickets("O1", &["O1-2"])).await.unwrap();

        assert_eq!(other.outcome(), SignalOutcome::Applied);
        assert_ne!(one.batchno, other.batchno);
        let again = gateway.refund(refund_tickets("O1", &["O1-1"])).await.unwrap();
        assert_eq!(again.batchno, one.batchno);
    }
}
