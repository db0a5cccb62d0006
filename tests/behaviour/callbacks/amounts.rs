//! The amount that the platform really refunded.

use refund_gateway::proto::v1::{CallbackState, OrderState, RefundApplicationState, SignalOutcome};
use tonic::Code;

use super::refunding;
use crate::support::*;

on_every_database! {
    async fn equal_amounts_are_equal_however_they_are_written(database: Database) {
        let gateway = Gateway::start(&database).await;
        let mut order = simple_order("O1", 1);
        order.payments = vec![payment("T1", "3.0")];
        order.tickets = vec![ticket("A", "3.00")];
        gateway.feed(order).await;
        let batchno = gateway.refund(refund_all("O1")).await.unwrap().batchno;

        let first = gateway.send(callback(&batchno, "T1", "3")).await.unwrap();
        assert_eq!(first.outcome(), SignalOutcome::Applied);
        assert!(!first.amount_differs);

        for text in ["3.0", "3.00", "+3", "03", "3e0", "30E-1"] {
            let again = gateway.send(callback(&batchno, "T1", text)).await.unwrap();
            assert_eq!(again.outcome(), SignalOutcome::Duplicate, "{text}");
        }
        assert_eq!(gateway.callback(&batchno, "T1").await.conflicts, []);
    }

    async fn another_amount_than_applied_for_is_applied_and_marked(database: Database) {
        for amount in ["9.99", "10.01", "20"] {
            // 30 are paid, and 10 applied for.
            let gateway = Gateway::start(&database).await;
            let orderid = format!("O{amount}");
            let (trandeno, ticketid) = (format!("pay-{orderid}"), format!("{orderid}-1"));
            gateway.feed(simple_order(&orderid, 3)).await;
            let request = refund_tickets(&orderid, &[&ticketid]);
            let batchno = gateway.refund(request).await.unwrap().batchno;

            let answer = gateway.send(callback(&batchno, &trandeno, amount)).await.unwrap();

            assert_eq!(answer.outcome(), SignalOutcome::Applied, "{amount}");
            assert!(answer.amount_differs, "{amount}");
            let order = gateway.order(&orderid).await;
            let application = &order.applications[0];
            assert_eq!(application.state(), RefundApplicationState::Handled);
            assert_eq!(application.amount, decimal("10"));
            assert_eq!(application.actual, decimal(amount));
            assert!(application.to_reconcile);
            assert_eq!(order.payments[0].refunded, decimal(amount));
            assert_eq!(order.payments[0].pending, decimal("0"));
            let again = gateway.send(callback(&batchno, &trandeno, amount)).await.unwrap();
            assert!(again.amount_differs, "a repeated callback tells it too");
        }
    }

    async fn an_amount_above_what_is_left_waits_for_an_operator(database: Database) {
        let (gateway, refund) = refunding(&database, 2, 2).await;

        let request = callback(&refund.batchno, "pay-O1", "20.01");
        let refused = gateway.send(request).await.unwrap_err();

        refused.is(Code::FailedPrecondition, "CALLBACK_EXCEEDS_PAYMENT");
        let stored = gateway.callback(&refund.batchno, "pay-O1").await;
        assert_eq!(stored.state(), CallbackState::NeedsAttention);
        assert_eq!(stored.reason, "CALLBACK_EXCEEDS_PAYMENT");
        assert_eq!(stored.refundmoney, decimal("20.01"));
        assert_eq!((stored.next_attempt_at, stored.applied_at), (None, None));
        let order = gateway.order("O1").await;
        assert_eq!(order.state(), OrderState::ThirdPartyRefunding);
        assert_eq!(order.applications[0].state(), RefundApplicationState::Pending);
        assert_eq!(order.payments[0].refunded, decimal("0"));
        assert_eq!(order.payments[0].pending, decimal("20"));
    }

    async fn what_another_application_waits_for_is_not_left(database: Database) {
        // 20 are paid: 10 for this refund, 10 for the other one.
        let (gateway, refund) = refunding(&database, 2, 1).await;
        let other = gateway.refund(refund_tickets("O1", &["O1-2"])).await.unwrap();

        let request = callback(&refund.batchno, "pay-O1", "10.01");
        let refused = gateway.send(request).await.unwrap_err();
        refused.is(Code::FailedPrecondition, "CALLBACK_EXCEEDS_PAYMENT");

        gateway.confirm(&other.batchno, "pay-O1", "10").await;
        assert_eq!(gateway.order("O1").await.payments[0].refunded, decimal("10"));
    }
}
