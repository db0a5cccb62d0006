//! What a callback does: transaction 2.

use refund_gateway::proto::v1::{
    CallbackState, EndSingleSuccessResponse, Order, OrderState, RefundApplicationState,
    SignalOutcome, TicketState,
};

use super::refunding;
use crate::support::*;

on_every_database! {
    async fn a_callback_marks_its_application_as_handled(database: Database) {
        let (gateway, refund) = refunding(&database, 2, 1).await;

        let answer = gateway.send(callback(&refund.batchno, "pay-O1", "10")).await.unwrap();

        let expected = EndSingleSuccessResponse {
            outcome: SignalOutcome::Applied.into(),
            batchno: refund.batchno.clone(),
            trandeno: "pay-O1".into(),
            state: CallbackState::Applied.into(),
            orderid: "O1".into(),
            order_state: OrderState::Paid.into(),
            amount_differs: false,
        };
        assert_eq!(answer, expected);
        let order = gateway.order("O1").await;
        let application = &order.applications[0];
        assert_eq!(application.state(), RefundApplicationState::Handled);
        assert_eq!(application.actual, decimal("10"));
        assert!(application.handled_at.is_some());
        assert!(!application.to_reconcile);
    }

    async fn a_callback_adds_to_what_was_refunded_of_its_payment(database: Database) {
        let (gateway, first) = refunding(&database, 3, 1).await;
        let second = gateway.refund(refund_tickets("O1", &["O1-2"])).await.unwrap();

        gateway.confirm(&first.batchno, "pay-O1", "10").await;
        let payment = gateway.order("O1").await.payments.remove(0);
        assert_eq!((payment.refunded, payment.pending), (decimal("10"), decimal("10")));

        gateway.confirm(&second.batchno, "pay-O1", "10").await;
        let payment = gateway.order("O1").await.payments.remove(0);
        assert_eq!((payment.refunded, payment.pending), (decimal("20"), decimal("0")));
    }

    async fn a_callback_is_stored_with_what_became_of_it(database: Database) {
        let (gateway, refund) = refunding(&database, 1, 1).await;

        gateway.confirm(&refund.batchno, "pay-O1", "10.00").await;

        let stored = gateway.callback(&refund.batchno, "pay-O1").await;
        assert_eq!((&*stored.batchno, &*stored.trandeno), (&*refund.batchno, "pay-O1"));
        assert_eq!(stored.refundmoney, decimal("10"));
        assert_eq!(stored.state(), CallbackState::Applied);
        assert_eq!((&*stored.reason, stored.attempts), ("", 1));
        assert!(stored.received_at.is_some());
        assert!(stored.applied_at.is_some());
        assert_eq!(stored.next_attempt_at, None);
        assert_eq!(stored.conflicts, []);
    }

    async fn a_partial_refund_leaves_the_orders_state(database: Database) {
        let (gateway, refund) = refunding(&database, 2, 1).await;

        gateway.confirm(&refund.batchno, "pay-O1", "10").await;

        let order = gateway.order("O1").await;
        assert_eq!(order.state(), OrderState::Paid);
        assert_eq!(order.tickets[0].state(), TicketState::Refunded);
        assert_eq!(order.tickets[1].state(), TicketState::Active);
    }

    async fn an_order_being_refunded_is_closed(database: Database) {
        let (gateway, refund) = refunding(&database, 2, 2).await;

        let answer = gateway.send(callback(&refund.batchno, "pay-O1", "20")).await.unwrap();

        assert_eq!(answer.order_state(), OrderState::Closed);
        let order = gateway.order("O1").await;
        assert_eq!(order.state(), OrderState::Closed);
        assert!(order.tickets.iter().all(|it| it.state() == TicketState::Refunded));
    }

    async fn an_order_paid_by_two_payments_is_closed_by_the_second_callback(database: Database) {
        let gateway = Gateway::start(&database).await;
        let payments = vec![payment("T1", "4"), payment("T2", "6")];
        gateway.feed(Order { payments, ..simple_order("O1", 1) }).await;
        // One batch holds many trades.
        let batchno = gateway.refund(refund_all("O1")).await.unwrap().batchno;

        let first = gateway.send(callback(&batchno, "T2", "6")).await.unwrap();
        assert_eq!(first.order_state(), OrderState::ThirdPartyRefunding);
        let tickets = gateway.order("O1").await.tickets;
        assert_eq!(tickets[0].state(), TicketState::Refunding);

        let second = gateway.send(callback(&batchno, "T1", "4")).await.unwrap();
        assert_eq!(second.order_state(), OrderState::Closed);
        let order = gateway.order("O1").await;
        assert_eq!(order.state(), OrderState::Closed);
        assert_eq!(order.tickets[0].state(), TicketState::Refunded);
    }

    async fn an_order_is_closed_once_every_refund_of_it_is_handled(database: Database) {
        let (gateway, first) = refunding(&database, 2, 1).await;
        let last = gateway.refund(refund_tickets("O1", &["O1-2"])).await.unwrap();
        assert_eq!(last.order_state(), OrderState::ThirdPartyRefunding);

        gateway.confirm(&last.batchno, "pay-O1", "10").await;
        assert_eq!(gateway.order("O1").await.state(), OrderState::ThirdPartyRefunding);

        gateway.confirm(&first.batchno, "pay-O1", "10").await;
        assert_eq!(gateway.order("O1").await.state(), OrderState::Closed);
    }

    async fn a_settled_order_stays_settled(database: Database) {
        let (gateway, refund) = refunding(&database, 1, 1).await;
        let settled = OrderState::Settled.into();
        gateway.feed(Order { version: 2, state: settled, ..simple_order("O1", 1) }).await;

        let answer = gateway.send(callback(&refund.batchno, "pay-O1", "10")).await.unwrap();

        assert_eq!(answer.outcome(), SignalOutcome::Applied);
        assert_eq!(answer.order_state(), OrderState::Settled);
        let order = gateway.order("O1").await;
        assert_eq!(order.state(), OrderState::Settled);
        assert_eq!(order.payments[0].refunded, decimal("10"));
    }

    async fn what_the_platform_refunded_of_a_closed_order_is_recorded(database: Database) {
        let (gateway, refund) = refunding(&database, 2, 1).await;
        let closed = OrderState::Closed.into();
        gateway.feed(Order { version: 2, state: closed, ..simple_order("O1", 2) }).await;

        let answer = gateway.send(callback(&refund.batchno, "pay-O1", "10")).await.unwrap();

        assert_eq!(answer.order_state(), OrderState::Closed);
        assert_eq!(gateway.order("O1").await.payments[0].refunded, decimal("10"));
    }
}
