//! How a refund is spread over the payments of its order.

use refund_gateway::proto::v1::{Order, Payment};
use tonic::Code;

use super::shares;
use crate::support::*;

/// Three payments of 5, 12 and 20 yuan, and three tickets of 10 yuan.
fn three_payments(orderid: &str) -> Order {
    Order {
        payments: vec![payment("T3", "5"), payment("T1", "12"), payment("T2", "20")],
        tickets: vec![ticket("A", "10"), ticket("B", "10"), ticket("C", "10")],
        ..paid_order(orderid)
    }
}

on_every_database! {
    async fn a_partial_refund_takes_the_price_from_the_payments_in_their_order(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(three_payments("O1")).await;

        let first = gateway.refund(refund_tickets("O1", &["B"])).await.unwrap();
        let second = gateway.refund(refund_tickets("O1", &["A"])).await.unwrap();

        assert_eq!(first.amount, decimal("10"));
        assert_eq!(shares(&first.applications), [("T3", "5"), ("T1", "5")]);
        assert_eq!(second.amount, decimal("10"));
        assert_eq!(shares(&second.applications), [("T1", "7"), ("T2", "3")]);
    }

    async fn a_refund_of_every_ticket_takes_all_that_is_left_of_every_payment(database: Database) {
        let gateway = Gateway::start(&database).await;
        let mut order = three_payments("O1");
        order.payments[1] = Payment { refunded: decimal("12"), ..payment("T1", "12") };
        order.payments[2] = Payment { refunded: decimal("0.5"), ..payment("T2", "20") };
        gateway.feed(order).await;

        // Naming every ticket is the same as asking for all.
        let refund = gateway.refund(refund_tickets("O1", &["C", "A", "B"])).await.unwrap();

        assert_eq!(refund.amount, decimal("24.5"));
        assert_eq!(shares(&refund.applications), [("T3", "5"), ("T2", "19.5")]);
    }

    async fn one_application_is_written_per_payment_concerned(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(three_payments("O1")).await;

        let refund = gateway.refund(refund_all("O1")).await.unwrap();

        let order = gateway.order("O1").await;
        let stored = shares(&order.applications);
        assert_eq!(stored, [("T3", "5"), ("T1", "12"), ("T2", "20")]);
        assert!(order.applications.iter().all(|it| it.batchno == refund.batchno));
        for payment in &order.payments {
            assert_eq!(payment.pending, payment.paid);
        }
    }

    async fn tickets_that_cost_more_than_is_left_are_refused(database: Database) {
        let gateway = Gateway::start(&database).await;
        let mut order = three_payments("O1");
        order.payments.truncate(2);
        gateway.feed(order).await;
        gateway.refund(refund_tickets("O1", &["A"])).await.unwrap();
        let before = gateway.everything(&["O1"]).await;

        let refused = gateway.refund(refund_tickets("O1", &["B"])).await.unwrap_err();

        refused.is(Code::FailedPrecondition, "REFUND_EXCEEDS_PAID");
        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn a_refund_without_anything_left_is_refused(database: Database) {
        let gateway = Gateway::start(&database).await;
        let refunded = Payment { refunded: decimal("10"), ..payment("T1", "10") };
        let paid_back = Order {
            payments: vec![refunded],
            tickets: vec![ticket("A", "10")],
            ..paid_order("O1")
        };
        gateway.upsert(upsert([paid_back, paid_order("O2")])).await.unwrap();
        let before = gateway.everything(&["O1", "O2"]).await;

        for orderid in ["O1", "O2"] {
            let refused = gateway.refund(refund_all(orderid)).await.unwrap_err();
            refused.is(Code::FailedPrecondition, "NOTHING_TO_REFUND");
        }

        assert_eq!(gateway.everything(&["O1", "O2"]).await, before);
    }

    async fn what_another_system_applied_for_is_not_applied_for_again(database: Database) {
        let gateway = Gateway::start(&database).await;
        let order = three_payments("O1");
        let applications = vec![application("B1", "T1", "12"), application("B1", "T2", "18")];
        gateway.feed(Order { applications, ..order }).await;

        let refund = gateway.refund(refund_all("O1")).await.unwrap();

        assert_eq!(shares(&refund.applications), [("T3", "5"), ("T2", "2")]);
    }

    async fn what_a_callback_left_over_can_be_applied_for_again(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        let first = gateway.refund(refund_tickets("O1", &["O1-1"])).await.unwrap();
        // The platform kept a fee of one yuan.
        gateway.confirm(&first.batchno, "pay-O1", "9").await;

        let mut order = simple_order("O1", 2);
        order.version = 2;
        order.tickets.push(ticket("O1-3", "11"));
        gateway.feed(order).await;
        let second = gateway.refund(refund_tickets("O1", &["O1-3"])).await.unwrap();

        assert_eq!(shares(&second.applications), [("pay-O1", "11")]);
    }
}
