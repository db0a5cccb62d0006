//! Callbacks that cannot be applied for a lasting reason: the answer is that
//! error each time, and the callback waits for an operator.

use refund_gateway::proto::v1::{CallbackState, Order, OrderState};
use tonic::Code;

use super::refunding;
use crate::support::*;

on_every_database! {
    async fn an_order_that_is_not_paid_forbids_it(database: Database) {
        let gateway = Gateway::start(&database).await;
        let unpaid = Order {
            state: OrderState::Unpaid.into(),
            applications: vec![application("B1", "pay-O1", "10")],
            ..simple_order("O1", 1)
        };
        gateway.feed(unpaid).await;
        let order = gateway.order("O1").await;

        let refused = gateway.send(callback("B1", "pay-O1", "10")).await.unwrap_err();

        refused.is(Code::FailedPrecondition, "ORDER_STATE_FORBIDS_CALLBACK");
        let stored = gateway.callback("B1", "pay-O1").await;
        assert_eq!(stored.state(), CallbackState::NeedsAttention);
        assert_eq!(stored.reason, "ORDER_STATE_FORBIDS_CALLBACK");
        assert_eq!(gateway.order("O1").await, order);
    }

    async fn a_batch_of_another_payment_is_no_application(database: Database) {
        let (gateway, refund) = refunding(&database, 1, 1).await;
        gateway.feed(simple_order("O2", 1)).await;
        let before = (gateway.order("O1").await, gateway.order("O2").await);

        let request = callback(&refund.batchno, "pay-O2", "10");
        let refused = gateway.send(request).await.unwrap_err();

        refused.is(Code::NotFound, "REFUND_APPLICATION_NOT_FOUND");
        assert_eq!((gateway.order("O1").await, gateway.order("O2").await), before);
    }

    async fn the_same_error_answers_the_same_callback_again(database: Database) {
        let (gateway, refund) = refunding(&database, 1, 1).await;
        let request = || callback(&refund.batchno, "pay-O1", "10.5");
        gateway.send(request()).await.unwrap_err();

        let refused = gateway.send(request()).await.unwrap_err();

        refused.is(Code::FailedPrecondition, "CALLBACK_EXCEEDS_PAYMENT");
        let stored = gateway.callback(&refund.batchno, "pay-O1").await;
        assert_eq!(stored.state(), CallbackState::NeedsAttention);
        assert_eq!(stored.attempts, 2);
    }

    async fn one_that_waits_does_not_stop_the_others(database: Database) {
        let (gateway, first) = refunding(&database, 2, 1).await;
        let second = gateway.refund(refund_tickets("O1", &["O1-2"])).await.unwrap();
        gateway.send(callback(&first.batchno, "pay-O1", "11")).await.unwrap_err();

        gateway.confirm(&second.batchno, "pay-O1", "10").await;

        let order = gateway.order("O1").await;
        assert_eq!(order.payments[0].refunded, decimal("10"));
        assert_eq!(order.state(), OrderState::ThirdPartyRefunding);
    }
}
