//! Created, updated, unchanged, stale: a feed is idempotent and versioned.

use refund_gateway::proto::v1::{Order, OrderState, UpsertOutcome};
use tonic::Code;

use super::told;
use crate::support::*;

on_every_database! {
    async fn an_order_that_is_not_known_is_created(database: Database) {
        let gateway = Gateway::start(&database).await;

        let results = gateway.upsert(upsert([simple_order("O1", 2)])).await.unwrap();

        let created = told("O1", UpsertOutcome::Created, OrderState::Paid, 1);
        assert_eq!(results, [created]);
        assert_eq!(gateway.order("O1").await.tickets.len(), 2);
    }

    async fn a_greater_version_updates_even_when_versions_are_left_out(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(Order { version: 0, ..simple_order("O1", 1) }).await;

        let newer = Order { version: 7, state: OrderState::Settled.into(), ..simple_order("O1", 1) };
        let results = gateway.upsert(upsert([newer])).await.unwrap();

        assert_eq!(results, [told("O1", UpsertOutcome::Updated, OrderState::Settled, 7)]);
        let order = gateway.order("O1").await;
        assert_eq!((order.state(), order.version), (OrderState::Settled, 7));
    }

    async fn the_same_version_again_changes_nothing(database: Database) {
        let gateway = Gateway::start(&database).await;
        let order = Order {
            applications: vec![application("B1", "pay-O1", "10")],
            ..simple_order("O1", 2)
        };
        gateway.feed(order.clone()).await;
        let before = gateway.everything(&["O1"]).await;

        let results = gateway.upsert(upsert([order])).await.unwrap();

        assert_eq!(results, [told("O1", UpsertOutcome::Unchanged, OrderState::Paid, 1)]);
        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn the_same_version_is_unchanged_after_the_gateway_moved_the_order(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        gateway.refund(refund_all("O1")).await.unwrap();

        let results = gateway.upsert(upsert([simple_order("O1", 1)])).await.unwrap();

        let kept = OrderState::ThirdPartyRefunding;
        assert_eq!(results, [told("O1", UpsertOutcome::Unchanged, kept, 1)]);
    }

    async fn an_older_version_changes_nothing_whatever_it_says(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(Order { version: 5, ..simple_order("O1", 1) }).await;
        gateway.feed(simple_order("O2", 1)).await;
        let before = gateway.everything(&["O1", "O2"]).await;

        let older = Order {
            version: 4,
            state: OrderState::Closed.into(),
            agent: Some("agent01".into()),
            payments: vec![payment("pay-O1", "99"), payment("pay-O2", "10"), payment("new", "5")],
            tickets: vec![ticket("O1-9", "10")],
            ..paid_order("O1")
        };
        let results = gateway.upsert(upsert([older])).await.unwrap();

        assert_eq!(results, [told("O1", UpsertOutcome::Stale, OrderState::Paid, 5)]);
        assert_eq!(gateway.everything(&["O1", "O2"]).await, before);
    }

    async fn one_version_with_two_contents_is_a_conflict(database: Database) {
        let gateway = Gateway::start(&database).await;
        let order = || Order { agent: Some("agent01".into()), ..simple_order("O1", 1) };
        gateway.feed(order()).await;
        let before = gateway.everything(&["O1"]).await;

        let mut credential = order();
        credential.tickets[0].gate_credential_issued = true;
        let mut more_payments = order();
        more_payments.payments.push(payment("T2", "5"));
        let mut more_tickets = order();
        more_tickets.tickets.push(ticket("O1-2", "10"));
        let others = [
            Order { state: OrderState::Settled.into(), ..order() },
            Order { agent: Some("agent02".into()), ..order() },
            Order { applications: vec![application("B1", "pay-O1", "1")], ..order() },
            credential,
            more_payments,
            more_tickets,
        ];
        for other in others {
            let refused = gateway.upsert(upsert([other])).await.unwrap_err();
            refused.is_of(Code::AlreadyExists, "ORDER_VERSION_CONFLICT", "orders[0].version");
        }

        assert_eq!(gateway.everything(&["O1"]).await, before);
    }

    async fn the_greatest_version_wins_whichever_comes_first(database: Database) {
        let gateway = Gateway::start(&database).await;
        // Each request begins with another order, so they meet on several lanes.
        let feeding = (1..=40).map(|number: i64| {
            let version = number * 7 % 41;
            let named = Order {
                version,
                agent: Some(format!("agent{version}")),
                ..simple_order("O1", 1)
            };
            gateway.upsert(upsert([simple_order(&format!("P{number}"), 1), named]))
        });

        let answers = futures_util::future::join_all(feeding).await;

        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        let order = gateway.order("O1").await;
        assert_eq!((order.version, order.agent.as_deref()), (40, Some("agent40")));
    }

    async fn a_request_is_taken_whole_or_not_at_all(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        gateway.feed(Order { state: OrderState::Closed.into(), ..simple_order("O3", 1) }).await;
        let orderids = ["O1", "O2", "O3", "O4"];
        let before = gateway.everything(&orderids).await;

        let updated = Order { version: 2, state: OrderState::Settled.into(), ..simple_order("O1", 1) };
        let forbidden = Order { version: 2, ..simple_order("O3", 1) };
        let request = upsert([updated, simple_order("O2", 1), forbidden, simple_order("O4", 1)]);
        let refused = gateway.upsert(request).await.unwrap_err();

        refused.is_of(Code::FailedPrecondition, "ORDER_TRANSITION_FORBIDDEN", "orders[2].state");
        assert_eq!(gateway.everything(&orderids).await, before);
    }

    async fn results_are_in_the_order_of_the_request(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O2", 1)).await;
        gateway.feed(Order { version: 9, ..simple_order("O1", 1) }).await;

        let request = upsert(["O3", "O1", "O2"].map(|orderid| simple_order(orderid, 1)));
        let results = gateway.upsert(request).await.unwrap();

        let expected = [
            told("O3", UpsertOutcome::Created, OrderState::Paid, 1),
            told("O1", UpsertOutcome::Stale, OrderState::Paid, 9),
            told("O2", UpsertOutcome::Unchanged, OrderState::Paid, 1),
        ];
        assert_eq!(results, expected);
    }

    async fn an_order_that_was_never_fed_is_not_found(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;

        let refused = gateway.get_order("O2").await.unwrap_err();

        refused.is(Code::NotFound, "ORDER_NOT_FOUND");
    }
}
