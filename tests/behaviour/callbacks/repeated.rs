//! The same key again: applied once, and the first amount stays in force.

use refund_gateway::proto::v1::{CallbackState, EndSingleSuccessResponse, SignalOutcome};
use tonic::Code;

use super::refunding;
use crate::support::*;

on_every_database! {
    async fn the_same_callback_again_succeeds_and_applies_nothing(database: Database) {
        let (gateway, refund) = refunding(&database, 2, 2).await;
        let request = || callback(&refund.batchno, "pay-O1", "20");
        let first = gateway.send(request()).await.unwrap();
        let before = gateway.everything(&["O1"]).await;

        let again = gateway.send(request()).await.unwrap();

        let outcome = SignalOutcome::Duplicate.into();
        assert_eq!(again, EndSingleSuccessResponse { outcome, ..first });
        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn the_same_callback_succeeds_after_a_restart(database: Database) {
        let (gateway, refund) = refunding(&database, 1, 1).await;
        gateway.confirm(&refund.batchno, "pay-O1", "10").await;
        gateway.stop().await;

        let gateway = Gateway::start(&database).await;
        let again = gateway.send(callback(&refund.batchno, "pay-O1", "10")).await.unwrap();

        assert_eq!(again.outcome(), SignalOutcome::Duplicate);
        assert_eq!(gateway.order("O1").await.payments[0].refunded, decimal("10"));
    }

    async fn another_amount_is_a_conflict_and_the_first_stays_in_force(database: Database) {
        let (gateway, refund) = refunding(&database, 3, 1).await;
        gateway.confirm(&refund.batchno, "pay-O1", "10").await;
        let order = gateway.order("O1").await;

        // The later ones are smaller, so that the order of amounts is not the
        // order of arrival.
        for amount in ["12", "9", "12.00", "9.0"] {
            let request = callback(&refund.batchno, "pay-O1", amount);
            let refused = gateway.send(request).await.unwrap_err();
            refused.is(Code::AlreadyExists, "CALLBACK_CONFLICT");
        }

        let stored = gateway.callback(&refund.batchno, "pay-O1").await;
        assert_eq!(stored.state(), CallbackState::Applied);
        assert_eq!(stored.refundmoney, decimal("10"));
        let others: Vec<_> = stored.conflicts.iter().map(|it| it.refundmoney.clone()).collect();
        assert_eq!(others, [decimal("12"), decimal("9")], "oldest first, each once");
        assert!(stored.conflicts.iter().all(|it| it.received_at.is_some()));
        assert_eq!(gateway.order("O1").await, order);
        let again = gateway.send(callback(&refund.batchno, "pay-O1", "10")).await.unwrap();
        assert_eq!(again.outcome(), SignalOutcome::Duplicate);
    }

    async fn another_amount_is_a_conflict_before_the_first_is_applied_too(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.send(callback("B1", "T1", "10")).await.unwrap_err();

        let refused = gateway.send(callback("B1", "T1", "11")).await.unwrap_err();

        refused.is(Code::AlreadyExists, "CALLBACK_CONFLICT");
        let stored = gateway.callback("B1", "T1").await;
        assert_eq!(stored.refundmoney, decimal("10"));
        assert_eq!(stored.conflicts[0].refundmoney, decimal("11"));
        assert_eq!(stored.state(), CallbackState::Received, "the first still waits");
    }

    async fn one_batch_holds_many_trades_and_one_trade_many_batches(database: Database) {
        let gateway = Gateway::start(&database).await;

        for (batchno, trandeno, amount) in
            [("B1", "T1", "1"), ("B1", "T2", "2"), ("B2", "T1", "3"), ("T1", "B1", "4")]
        {
            let refused = gateway.send(callback(batchno, trandeno, amount)).await.unwrap_err();
            refused.is(Code::NotFound, "PAYMENT_NOT_FOUND");
        }

        assert_eq!(gateway.callback("B1", "T1").await.refundmoney, decimal("1"));
        assert_eq!(gateway.callback("B1", "T2").await.refundmoney, decimal("2"));
        assert_eq!(gateway.callback("B2", "T1").await.refundmoney, decimal("3"));
        assert_eq!(gateway.callback("T1", "B1").await.refundmoney, decimal("4"));
    }
}
