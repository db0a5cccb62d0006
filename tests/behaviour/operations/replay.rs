//! Operators run a saved callback again.

use refund_gateway::proto::v1::{
    CallbackState, OrderState, ReplayCallbackRequest, SignalOutcome, TimelineEventKind,
};
use tonic::Code;

use super::{assert_recorded, kinds, paid, waiting_for_an_operator};
use crate::support::*;

on_every_database! {
    async fn a_replay_applies_what_can_be_applied_now(database: Database) {
        let gateway = waiting_for_an_operator(&database).await;
        gateway.feed(paid()).await;
        let waiting = gateway.callback("B1", "T1").await;
        assert_eq!(waiting.state(), CallbackState::NeedsAttention, "for an operator only");

        let answer = gateway.replay(replay("B1", "T1")).await.unwrap();

        assert_eq!(answer.outcome(), SignalOutcome::Applied);
        let callback = answer.callback.unwrap();
        assert_eq!(callback.state(), CallbackState::Applied);
        assert_eq!((&*callback.reason, callback.attempts), ("", 2));
        assert_eq!(callback, gateway.callback("B1", "T1").await);
        assert_eq!(gateway.order("O1").await.payments[0].refunded, decimal("8"));
    }

    async fn who_replayed_it_and_why_is_recorded(database: Database) {
        let gateway = waiting_for_an_operator(&database).await;

        let request = ReplayCallbackRequest {
            operator: "李 明".into(),
            reason: "order mended\nsee ticket 7".into(),
            ..replay("B1", "T1")
        };
        gateway.replay(request).await.unwrap();

        let events = gateway.get_timeline("O1").await.unwrap();
        let expected = [
            ("batchno", "B1"),
            ("trandeno", "T1"),
            ("operator", "李 明"),
            ("reason", "order mended\nsee ticket 7"),
        ];
        assert_recorded(&events, TimelineEventKind::CallbackReplayed, &expected);
    }

    async fn one_that_still_cannot_be_applied_is_no_error(database: Database) {
        let gateway = waiting_for_an_operator(&database).await;
        let order = gateway.order("O1").await;

        let answer = gateway.replay(replay("B1", "T1")).await.unwrap();

        assert_eq!(answer.outcome(), SignalOutcome::Pending);
        let callback = answer.callback.unwrap();
        assert_eq!(callback.state(), CallbackState::NeedsAttention);
        assert_eq!(callback.reason, "ORDER_STATE_FORBIDS_CALLBACK");
        assert_eq!(callback.attempts, 2);
        assert_eq!(gateway.order("O1").await, order);
    }

    async fn replaying_an_applied_one_changes_nothing(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        let batchno = gateway.refund(refund_all("O1")).await.unwrap().batchno;
        gateway.confirm(&batchno, "pay-O1", "10").await;
        let before = (gateway.order("O1").await, gateway.callback(&batchno, "pay-O1").await);

        let answer = gateway.replay(replay(&batchno, "pay-O1")).await.unwrap();

        assert_eq!(answer.outcome(), SignalOutcome::Duplicate);
        let mut after = (gateway.order("O1").await, gateway.callback(&batchno, "pay-O1").await);
        assert_eq!(answer.callback.as_ref(), Some(&after.1));
        // But for the record of who asked.
        assert_eq!(after.1.events.len(), 1);
        after.1.events.clear();
        assert_eq!(after, before);
        assert_eq!(after.0.state(), OrderState::Closed);
    }

    async fn the_answer_shows_the_other_amounts_too(database: Database) {
        let gateway = waiting_for_an_operator(&database).await;
        gateway.send(callback("B1", "T1", "9")).await.unwrap_err();

        let answer = gateway.replay(replay("B1", "T1")).await.unwrap();

        let callback = answer.callback.unwrap();
        assert_eq!(callback.refundmoney, decimal("8"));
        assert_eq!(callback.conflicts[0].refundmoney, decimal("9"));
    }

    async fn a_resolved_one_is_never_replayed(database: Database) {
        let gateway = waiting_for_an_operator(&database).await;
        gateway.resolve(resolve("B1", "T1")).await.unwrap();
        gateway.feed(paid()).await;
        let before = gateway.everything(&["O1"]).await;

        let refused = gateway.replay(replay("B1", "T1")).await.unwrap_err();

        refused.is(Code::FailedPrecondition, "CALLBACK_RESOLVED");
        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn an_unknown_one_is_not_found(database: Database) {
        let gateway = waiting_for_an_operator(&database).await;

        let refused = gateway.replay(replay("B2", "T1")).await.unwrap_err();

        refused.is(Code::NotFound, "CALLBACK_NOT_FOUND");
        let events = gateway.get_timeline("O1").await.unwrap();
        assert!(!kinds(&events).contains(&TimelineEventKind::CallbackReplayed));
    }
}
