//! Callbacks that came too early: saved, and applied by themselves once what
//! was missing is known.

use refund_gateway::proto::v1::{CallbackState, Order, OrderState, SignalOutcome};
use tonic::Code;

use crate::support::*;

/// The order of payment `T1` with an application of 8 yuan under `B1`, made by
/// another system.
fn refunding_elsewhere() -> Order {
    Order {
        state: OrderState::ThirdPartyRefunding.into(),
        payments: vec![payment("T1", "8")],
        applications: vec![application("B1", "T1", "8")],
        ..paid_order("O1")
    }
}

on_every_database! {
    async fn a_callback_of_an_unknown_payment_is_saved(database: Database) {
        let gateway = Gateway::start(&database).await;

        let refused = gateway.send(callback("B1", "T1", "8.50")).await.unwrap_err();

        refused.is(Code::NotFound, "PAYMENT_NOT_FOUND");
        let stored = gateway.callback("B1", "T1").await;
        assert_eq!(stored.state(), CallbackState::Received);
        assert_eq!(stored.reason, "PAYMENT_NOT_FOUND");
        assert_eq!(stored.refundmoney, decimal("8.5"));
        assert!(stored.attempts >= 1);
        assert!(stored.received_at.is_some());
        assert!(stored.next_attempt_at.is_some());
        assert_eq!(stored.applied_at, None);
    }

    async fn it_is_applied_by_itself_once_the_payment_is_known(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.send(callback("B1", "T1", "8")).await.unwrap_err();

        gateway.feed(refunding_elsewhere()).await;

        let applied = gateway.callback_becomes("B1", "T1", CallbackState::Applied).await;
        assert_eq!(applied.reason, "");
        assert!(applied.applied_at.is_some());
        let order = gateway.order("O1").await;
        assert_eq!(order.state(), OrderState::Closed);
        assert_eq!(order.payments[0].refunded, decimal("8"));
    }

    async fn a_callback_of_an_unknown_application_is_saved_and_needs_attention(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(Order { applications: Vec::new(), ..refunding_elsewhere() }).await;

        let refused = gateway.send(callback("B1", "T1", "8")).await.unwrap_err();

        refused.is(Code::NotFound, "REFUND_APPLICATION_NOT_FOUND");
        let stored = gateway.callback("B1", "T1").await;
        assert_eq!(stored.state(), CallbackState::NeedsAttention);
        assert_eq!(stored.reason, "REFUND_APPLICATION_NOT_FOUND");
        assert!(stored.next_attempt_at.is_some(), "it may come after all");
    }

    async fn it_is_applied_by_itself_once_the_application_is_known(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(Order { applications: Vec::new(), ..refunding_elsewhere() }).await;
        gateway.send(callback("B1", "T1", "8")).await.unwrap_err();

        gateway.feed(Order { version: 2, ..refunding_elsewhere() }).await;

        gateway.callback_becomes("B1", "T1", CallbackState::Applied).await;
        assert_eq!(gateway.order("O1").await.state(), OrderState::Closed);
    }

    async fn a_payment_without_the_application_is_not_enough(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.send(callback("B1", "T1", "8")).await.unwrap_err();

        gateway.feed(Order { applications: Vec::new(), ..refunding_elsewhere() }).await;
        let waiting = gateway.callback_becomes("B1", "T1", CallbackState::NeedsAttention).await;
        assert_eq!(waiting.reason, "REFUND_APPLICATION_NOT_FOUND");

        gateway.feed(Order { version: 2, ..refunding_elsewhere() }).await;
        gateway.callback_becomes("B1", "T1", CallbackState::Applied).await;
    }

    async fn every_callback_that_waited_for_a_payment_is_applied(database: Database) {
        let gateway = Gateway::start(&database).await;
        for batchno in ["B1", "B2", "B3"] {
            gateway.send(callback(batchno, "T1", "2")).await.unwrap_err();
        }

        let of = |batchno| application(batchno, "T1", "2");
        let applications = vec![of("B1"), of("B2"), of("B3")];
        gateway.feed(Order { applications, ..refunding_elsewhere() }).await;

        for batchno in ["B1", "B2", "B3"] {
            gateway.callback_becomes(batchno, "T1", CallbackState::Applied).await;
        }
        let order = gateway.order("O1").await;
        assert_eq!(order.payments[0].refunded, decimal("6"));
        assert_eq!(order.state(), OrderState::Closed);
    }

    async fn the_platform_repeating_it_applies_it_as_well(database: Database) {
        // Nothing happens by itself here.
        let gateway = Gateway::start_with(&database, |config| {
            config.engine.recovery_interval = std::time::Duration::from_hours(1);
        })
        .await;
        gateway.feed(Order { state: OrderState::Unpaid.into(), ..refunding_elsewhere() }).await;
        gateway.send(callback("B1", "T1", "8")).await.unwrap_err();
        gateway
            .feed(Order { version: 2, state: OrderState::Paid.into(), ..refunding_elsewhere() })
            .await;

        let answer = gateway.send(callback("B1", "T1", "8")).await.unwrap();

        assert_eq!(answer.outcome(), SignalOutcome::Applied);
        assert_eq!(gateway.order("O1").await.payments[0].refunded, decimal("8"));
    }
}
