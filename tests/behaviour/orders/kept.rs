//! What a feed never undoes: what the gateway itself decided.

use refund_gateway::proto::v1::{
    Order, OrderState, Payment, RefundApplicationState, Ticket, TicketState, UpsertOutcome,
};

use super::told;
use crate::support::*;

/// A feed that has not heard of any refund.
fn unaware(orderid: &str, version: i64, state: OrderState) -> Order {
    let paid = Payment {
        refunded: decimal("0"),
        ..payment(&format!("pay-{orderid}"), "20")
    };
    let active = |ticketid: String| Ticket {
        state: TicketState::Active.into(),
        ..ticket(&ticketid, "10")
    };
    Order {
        version,
        state: state.into(),
        payments: vec![paid],
        tickets: (1..=2)
            .map(|number| active(format!("{orderid}-{number}")))
            .collect(),
        ..paid_order(orderid)
    }
}

on_every_database! {
    async fn a_feed_does_not_undo_a_refund_under_way(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        gateway.refund(refund_all("O1")).await.unwrap();

        let kept = OrderState::ThirdPartyRefunding;
        let unaware_of_it = [OrderState::Unpaid, OrderState::Paid, OrderState::Closed];
        for (state, version) in unaware_of_it.into_iter().zip(2..) {
            let request = upsert([unaware("O1", version, state)]);
            let results = gateway.upsert(request).await.unwrap();
            assert_eq!(results, [told("O1", UpsertOutcome::Updated, kept, version)]);
        }

        let order = gateway.order("O1").await;
        assert_eq!((order.state(), order.version), (kept, 4));
        assert_eq!(order.payments[0].pending, decimal("20"));
        assert_eq!(order.applications[0].state(), RefundApplicationState::Pending);
        assert!(order.tickets.iter().all(|it| it.state() == TicketState::Refunding));
    }

    async fn a_feed_does_not_undo_what_was_refunded(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        let first = gateway.refund(refund_tickets("O1", &["O1-1"])).await.unwrap();
        gateway.confirm(&first.batchno, "pay-O1", "10").await;

        gateway.feed(unaware("O1", 2, OrderState::Paid)).await;

        let order = gateway.order("O1").await;
        assert_eq!(order.payments[0].refunded, decimal("10"));
        assert_eq!(order.tickets[0].state(), TicketState::Refunded);
        assert_eq!(order.tickets[1].state(), TicketState::Active);
    }

    async fn a_feed_does_not_add_to_what_was_refunded(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;

        let mut order = unaware("O1", 2, OrderState::Paid);
        order.payments[0].refunded = decimal("10");
        order.payments[0].pending = decimal("5");
        order.tickets[0].state = TicketState::Refunded.into();
        gateway.feed(order).await;

        let order = gateway.order("O1").await;
        assert_eq!(order.payments[0].refunded, decimal("0"));
        assert_eq!(order.payments[0].pending, decimal("0"));
        assert_eq!(order.tickets[0].state(), TicketState::Active);
    }

    async fn a_feed_does_not_reopen_what_a_refund_closed(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        let refund = gateway.refund(refund_all("O1")).await.unwrap();
        gateway.confirm(&refund.batchno, "pay-O1", "20").await;

        let unaware_of_it = [OrderState::Paid, OrderState::ThirdPartyRefunding, OrderState::Settled];
        for (state, version) in unaware_of_it.into_iter().zip(2..) {
            let request = upsert([unaware("O1", version, state)]);
            let results = gateway.upsert(request).await.unwrap();
            let closed = OrderState::Closed;
            assert_eq!(results, [told("O1", UpsertOutcome::Updated, closed, version)]);
        }

        let order = gateway.order("O1").await;
        assert_eq!(order.state(), OrderState::Closed);
        assert_eq!(order.payments[0].refunded, decimal("20"));
    }

    async fn a_feed_repeating_an_application_does_not_reopen_it(database: Database) {
        let gateway = Gateway::start(&database).await;
        let order = Order {
            applications: vec![application("B1", "pay-O1", "4")],
            ..simple_order("O1", 2)
        };
        gateway.feed(order.clone()).await;
        gateway.confirm("B1", "pay-O1", "4").await;

        gateway.feed(Order { version: 2, ..order }).await;

        let order = gateway.order("O1").await;
        assert_eq!(order.applications[0].state(), RefundApplicationState::Handled);
        assert_eq!(order.payments[0].pending, decimal("0"));
        assert_eq!(order.payments[0].refunded, decimal("4"));
    }

    async fn another_system_may_close_what_it_refunded_by_itself(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(unaware("O1", 1, OrderState::ThirdPartyRefunding)).await;

        gateway.feed(unaware("O1", 2, OrderState::Closed)).await;

        assert_eq!(gateway.order("O1").await.state(), OrderState::Closed);
    }

    async fn delivery_goes_on_while_the_platform_refunds(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        gateway.refund(refund_all("O1")).await.unwrap();

        gateway.feed(unaware("O1", 2, OrderState::Settled)).await;

        assert_eq!(gateway.order("O1").await.state(), OrderState::Settled);
    }
}
