//! What a feed may not say, because it said otherwise before.

use refund_gateway::proto::v1::{Order, Ticket};
use tonic::Code;

use crate::support::*;

/// The second version of an order.
fn second(order: Order) -> Order {
    Order {
        version: 2,
        ..order
    }
}

on_every_database! {
    async fn what_is_stored_cannot_be_changed_by_a_newer_version(database: Database) {
        let gateway = Gateway::start(&database).await;
        let issued = Ticket { gate_credential_issued: true, ..ticket("A", "10") };
        let order = Order {
            payments: vec![payment("T1", "20")],
            tickets: vec![issued],
            applications: vec![application("B1", "T1", "5")],
            ..paid_order("O1")
        };
        gateway.feed(order.clone()).await;
        let before = gateway.everything(&["O1"]).await;

        let mut paid = second(order.clone());
        paid.payments[0].paid = decimal("20.01");
        let mut price = second(order.clone());
        price.tickets[0].price = decimal("9");
        let mut credential = second(order.clone());
        credential.tickets[0].gate_credential_issued = false;
        let mut amount = second(order);
        amount.applications[0].amount = decimal("6");
        for (contradicting, field) in [
            (paid, "orders[0].payments[0].paid"),
            (price, "orders[0].tickets[0].price"),
            (credential, "orders[0].tickets[0].gate_credential_issued"),
            (amount, "orders[0].applications[0].amount"),
        ] {
            let refused = gateway.upsert(upsert([contradicting])).await.unwrap_err();
            refused.is_of(Code::FailedPrecondition, "ORDER_FEED_CONTRADICTION", field);
        }

        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn a_payment_belongs_to_one_order_only(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        gateway.feed(simple_order("O2", 1)).await;
        let before = gateway.everything(&["O1", "O2", "O3"]).await;

        let stolen = || vec![payment("T9", "5"), payment("pay-O1", "10")];
        let known = second(Order { payments: stolen(), ..paid_order("O2") });
        let new = Order { payments: stolen(), ..paid_order("O3") };
        for order in [known, new] {
            let refused = gateway.upsert(upsert([order])).await.unwrap_err();
            let field = "orders[0].payments[1].trandeno";
            refused.is_of(Code::AlreadyExists, "PAYMENT_CONFLICT", field);
        }

        assert_eq!(gateway.everything(&["O1", "O2", "O3"]).await, before);
    }

    async fn an_application_is_of_one_of_the_orders_payments(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        gateway.feed(simple_order("O2", 1)).await;
        let before = gateway.everything(&["O1", "O2"]).await;

        for trandeno in ["pay-O2", "T-unknown"] {
            let order = Order {
                applications: vec![
                    application("B1", "pay-O1", "1"),
                    application("B1", trandeno, "1"),
                ],
                ..second(simple_order("O1", 1))
            };
            let refused = gateway.upsert(upsert([order])).await.unwrap_err();
            let field = "orders[0].applications[1].trandeno";
            refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", field);
        }

        assert_eq!(gateway.everything(&["O1", "O2"]).await, before);
    }

    async fn applications_never_exceed_what_is_left_of_the_payment(database: Database) {
        let gateway = Gateway::start(&database).await;
        // 20 are paid, and 10 of them are applied for.
        gateway.feed(simple_order("O1", 2)).await;
        gateway.refund(refund_tickets("O1", &["O1-1"])).await.unwrap();
        let before = gateway.everything(&["O1"]).await;

        let with = |applications| Order { applications, ..second(simple_order("O1", 2)) };
        let at_once = with(vec![application("B1", "pay-O1", "10.01")]);
        let in_sum = with(vec![
            application("B1", "pay-O1", "6"),
            application("B2", "pay-O1", "4.01"),
        ]);
        for (order, index) in [(at_once, 0), (in_sum, 1)] {
            let refused = gateway.upsert(upsert([order])).await.unwrap_err();
            let field = format!("orders[0].applications[{index}].amount");
            refused.is_of(Code::FailedPrecondition, "REFUND_EXCEEDS_PAID", &field);
        }
        assert_eq!(gateway.everything(&["O1"]).await, before);

        gateway.feed(with(vec![application("B1", "pay-O1", "10")])).await;
        assert_eq!(gateway.order("O1").await.payments[0].pending, decimal("20"));
    }
}
