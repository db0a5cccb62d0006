//! Transaction 2 that fails: for a passing reason it is tried again, for a
//! lasting one an operator is asked.

use std::time::Duration;

use refund_gateway::proto::v1::{
    CallbackState, EndSingleSuccessResponse, Order, OrderState, SignalOutcome, TimelineEventKind,
};
use tonic::Code;

use crate::support::*;

/// A gateway with an order that is being refunded, and the refund's batch.
async fn refunding(database: &Database, grace: Duration) -> (Gateway, String) {
    let gateway = Gateway::start_with(database, |config| {
        config.engine.recovery_grace = grace;
    })
    .await;
    gateway.feed(simple_order("O1", 1)).await;
    let batchno = gateway.refund(refund_all("O1")).await.unwrap().batchno;
    (gateway, batchno)
}

async fn is_answered_with_pending(database: &Database, trouble: Trouble) {
    let (gateway, batchno) = refunding(database, Duration::from_hours(1)).await;
    database.trouble_with_payment("pay-O1", trouble).await;

    let request = callback(&batchno, "pay-O1", "10");
    let answer = gateway.send(request).await.unwrap();

    let pending = EndSingleSuccessResponse {
        outcome: SignalOutcome::Pending.into(),
        batchno: batchno.clone(),
        trandeno: "pay-O1".into(),
        state: CallbackState::Received.into(),
        ..EndSingleSuccessResponse::default()
    };
    assert_eq!(answer, pending);
    let stored = gateway.callback(&batchno, "pay-O1").await;
    assert_eq!(stored.state(), CallbackState::Received);
    let order = gateway.order("O1").await;
    assert_eq!(order.state(), OrderState::ThirdPartyRefunding);
    assert_eq!(order.payments[0].refunded, decimal("0"));
}

on_every_database! {
    async fn a_callback_that_cannot_be_applied_now_is_answered_with_pending(database: Database) {
        is_answered_with_pending(&database, Trouble::Passing).await;
    }

    async fn a_callback_that_cannot_be_applied_at_all_is_saved_all_the_same(database: Database) {
        is_answered_with_pending(&database, Trouble::Lasting).await;
    }

    async fn it_is_applied_by_itself_when_the_trouble_has_passed(database: Database) {
        let (gateway, batchno) = refunding(&database, Duration::from_hours(1)).await;
        database.trouble_with_payment("pay-O1", Trouble::Passing).await;
        let answer = gateway.send(callback(&batchno, "pay-O1", "10")).await.unwrap();
        assert_eq!(answer.outcome(), SignalOutcome::Pending);

        database.mend().await;
        database.let_time_pass().await;

        gateway.callback_becomes(&batchno, "pay-O1", CallbackState::Applied).await;
        let order = gateway.order("O1").await;
        assert_eq!(order.state(), OrderState::Closed);
        assert_eq!(order.payments[0].refunded, decimal("10"));
    }

    async fn one_that_fails_for_good_needs_attention_and_a_replay_applies_it(database: Database) {
        let (gateway, batchno) = refunding(&database, Duration::ZERO).await;
        database.trouble_with_payment("pay-O1", Trouble::Lasting).await;
        gateway.confirm(&batchno, "pay-O1", "10").await;

        let state = CallbackState::NeedsAttention;
        let waiting = gateway.callback_becomes(&batchno, "pay-O1", state).await;
        assert_eq!(waiting.reason, "RETRIES_EXHAUSTED");
        assert_eq!(waiting.next_attempt_at, None);
        let events = gateway.get_timeline("O1").await.unwrap();
        let last = events.last().unwrap();
        assert_eq!(last.kind(), TimelineEventKind::CallbackNeedsAttention);
        assert_eq!(last.attributes["reason"], "RETRIES_EXHAUSTED");

        database.mend().await;
        let answer = gateway.replay(replay(&batchno, "pay-O1")).await.unwrap();
        assert_eq!(answer.outcome(), SignalOutcome::Applied);
        assert_eq!(gateway.order("O1").await.state(), OrderState::Closed);
    }

    async fn a_callback_of_an_unknown_payment_needs_attention_after_so_many_tries(
        database: Database
    ) {
        let gateway = Gateway::start_with(&database, |config| {
            config.engine.recovery_max_attempts = 3;
        })
        .await;
        let refused = gateway.send(callback("B1", "pay-O1", "10")).await.unwrap_err();
        refused.is(Code::NotFound, "PAYMENT_NOT_FOUND");

        let waiting = eventually(async || {
            database.let_time_pass().await;
            let callback = gateway.callback("B1", "pay-O1").await;
            (callback.state() == CallbackState::NeedsAttention).then_some(callback)
        })
        .await;

        assert_eq!((&*waiting.reason, waiting.attempts), ("PAYMENT_NOT_FOUND", 3));
        assert_eq!(waiting.next_attempt_at, None);
        // The feed wakes it all the same, whatever it brings.
        gateway.feed(simple_order("O1", 1)).await;
        eventually(async || {
            let callback = gateway.callback("B1", "pay-O1").await;
            (callback.reason == "REFUND_APPLICATION_NOT_FOUND").then_some(())
        })
        .await;
        let applications = vec![application("B1", "pay-O1", "10")];
        gateway.feed(Order { version: 2, applications, ..simple_order("O1", 1) }).await;
        gateway.callback_becomes("B1", "pay-O1", CallbackState::Applied).await;
    }
}
