//! Operators take a callback out of their list.

use refund_gateway::proto::v1::{
    CallbackState, OrderState, ResolveCallbackRequest, SignalOutcome, TimelineEventKind,
};
use tonic::Code;

use super::{assert_recorded, kinds, paid, waiting_for_an_operator};
use crate::support::*;

on_every_database! {
    async fn a_callback_that_needs_attention_is_resolved(database: Database) {
        let gateway = waiting_for_an_operator(&database).await;

        let answer = gateway.resolve(resolve("B1", "T1")).await.unwrap();

        assert_eq!(answer.outcome(), SignalOutcome::Applied);
        let callback = answer.callback.unwrap();
        assert_eq!(callback.state(), CallbackState::Resolved);
        assert_eq!((callback.next_attempt_at, callback.applied_at), (None, None));
        let stored = gateway.callback("B1", "T1").await;
        assert_eq!(stored.state(), CallbackState::Resolved);
        assert_eq!(stored.refundmoney, decimal("8"));
    }

    async fn one_that_waits_for_its_payment_may_be_resolved_too(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.send(callback("B1", "T1", "8")).await.unwrap_err();
        gateway.resolve(resolve("B1", "T1")).await.unwrap();

        gateway.feed(paid()).await;
        // The other one shows that recovery has been there.
        gateway.send(callback("B2", "T2", "1")).await.unwrap_err();
        let mut later = paid();
        later.version += 1;
        later.payments.push(payment("T2", "1"));
        later.applications.push(application("B2", "T2", "1"));
        gateway.feed(later).await;
        gateway.callback_becomes("B2", "T2", CallbackState::Applied).await;

        assert_eq!(gateway.callback("B1", "T1").await.state(), CallbackState::Resolved);
        assert_eq!(gateway.order("O1").await.payments[0].refunded, decimal("0"));
    }

    async fn who_resolved_it_and_why_is_recorded(database: Database) {
        let gateway = waiting_for_an_operator(&database).await;

        let request = ResolveCallbackRequest {
            operator: "王 芳".into(),
            reason: "refunded by hand,\tno. 7".into(),
            ..resolve("B1", "T1")
        };
        gateway.resolve(request).await.unwrap();

        let events = gateway.get_timeline("O1").await.unwrap();
        let expected = [
            ("batchno", "B1"),
            ("trandeno", "T1"),
            ("operator", "王 芳"),
            ("reason", "refunded by hand,\tno. 7"),
        ];
        assert_recorded(&events, TimelineEventKind::CallbackResolved, &expected);
    }

    async fn one_whose_payment_never_came_shows_who_resolved_it_and_why(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.send(callback("B1", "T1", "8")).await.unwrap_err();
        gateway.send(callback("B2", "T1", "8")).await.unwrap_err();

        let request = ResolveCallbackRequest {
            operator: "lin".into(),
            reason: "paid elsewhere".into(),
            ..resolve("B1", "T1")
        };
        let answer = gateway.resolve(request).await.unwrap().callback.unwrap();

        let expected = [
            ("batchno", "B1"),
            ("trandeno", "T1"),
            ("operator", "lin"),
            ("reason", "paid elsewhere"),
        ];
        assert_recorded(&answer.events, TimelineEventKind::CallbackResolved, &expected);
        assert_eq!(gateway.callback("B1", "T1").await.events, answer.events);
        assert_eq!(gateway.callback("B2", "T1").await.events, []);
    }

    async fn resolving_it_again_records_nothing_more(database: Database) {
        let gateway = waiting_for_an_operator(&database).await;
        gateway.resolve(resolve("B1", "T1")).await.unwrap();
        let before = gateway.everything(&["O1"]).await;

        let answer = gateway.resolve(resolve("B1", "T1")).await.unwrap();

        assert_eq!(answer.outcome(), SignalOutcome::Duplicate);
        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn the_platform_repeating_a_resolved_one_succeeds_and_applies_nothing(
        database: Database
    ) {
        let gateway = waiting_for_an_operator(&database).await;
        gateway.resolve(resolve("B1", "T1")).await.unwrap();
        gateway.feed(paid()).await;
        let before = gateway.everything(&["O1"]).await;

        let answer = gateway.send(callback("B1", "T1", "8.00")).await.unwrap();

        assert_eq!(answer.outcome(), SignalOutcome::Duplicate);
        assert_eq!(answer.state(), CallbackState::Resolved);
        assert_eq!((&*answer.orderid, answer.order_state()), ("O1", OrderState::Paid));
        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn an_applied_one_cannot_be_resolved(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        let batchno = gateway.refund(refund_all("O1")).await.unwrap().batchno;
        gateway.confirm(&batchno, "pay-O1", "10").await;
        let before = gateway.everything(&["O1"]).await;

        let refused = gateway.resolve(resolve(&batchno, "pay-O1")).await.unwrap_err();

        refused.is(Code::FailedPrecondition, "CALLBACK_APPLIED");
        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn an_unknown_one_is_not_found(database: Database) {
        let gateway = waiting_for_an_operator(&database).await;

        let refused = gateway.resolve(resolve("B1", "T2")).await.unwrap_err();

        refused.is(Code::NotFound, "CALLBACK_NOT_FOUND");
        let events = gateway.get_timeline("O1").await.unwrap();
        assert!(!kinds(&events).contains(&TimelineEventKind::CallbackResolved));
    }
}
