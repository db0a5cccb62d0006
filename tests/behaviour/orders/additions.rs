//! What a feed may add: payments, tickets, applications, credentials, an owner.

use refund_gateway::proto::v1::{
    Order, OrderState, Payment, RefundApplicationState, Ticket, TicketState,
};

use crate::support::*;

on_every_database! {
    async fn an_order_is_read_back_as_it_was_fed(database: Database) {
        let gateway = Gateway::start(&database).await;
        let issued = Ticket { gate_credential_issued: true, ..ticket("B", "10.05") };
        let fed = Order {
            version: i64::MAX,
            agent: Some("代理 01".into()),
            payments: vec![payment("T9", "20.00"), payment("T1", "10000000000000")],
            tickets: vec![issued, ticket("A", "0.01")],
            applications: vec![application("批次1", "T9", "2.50")],
            ..paid_order("订单1")
        };
        gateway.feed(fed.clone()).await;

        let mut order = gateway.order("订单1").await;

        let created_at = order.applications[0].created_at.take();
        assert!(created_at.is_some());
        let mut expected = fed;
        // Amounts come back in their shortest form, and what is output only
        // has been filled in.
        for (payment, (paid, pending)) in
            expected.payments.iter_mut().zip([("20", "2.5"), ("10000000000000", "0")])
        {
            payment.paid = decimal(paid);
            payment.refunded = decimal("0");
            payment.pending = decimal(pending);
        }
        for ticket in &mut expected.tickets {
            ticket.state = TicketState::Active.into();
        }
        expected.applications[0].amount = decimal("2.5");
        expected.applications[0].state = RefundApplicationState::Pending.into();
        assert_eq!(order, expected);
    }

    async fn what_was_refunded_before_counts_when_it_is_new_to_the_gateway(database: Database) {
        let gateway = Gateway::start(&database).await;
        let paid = Payment { refunded: decimal("10"), ..payment("T1", "30") };
        let gone = Ticket { state: TicketState::Refunded.into(), ..ticket("A", "10") };
        let going = Ticket { state: TicketState::Refunding.into(), ..ticket("B", "10") };
        gateway
            .feed(Order {
                payments: vec![paid],
                tickets: vec![gone, going, ticket("C", "10")],
                ..paid_order("O1")
            })
            .await;

        let order = gateway.order("O1").await;
        let states: Vec<_> = order.tickets.iter().map(Ticket::state).collect();
        assert_eq!(order.payments[0].refunded, decimal("10"));
        assert_eq!(
            states,
            [TicketState::Refunded, TicketState::Refunding, TicketState::Active]
        );
        for taken in ["A", "B"] {
            let refused = gateway.refund(refund_tickets("O1", &[taken])).await.unwrap_err();
            assert_eq!(refused.reason, "REFUND_CONFLICT");
        }
    }

    async fn a_newer_version_adds_and_what_it_leaves_out_stays(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway
            .feed(Order {
                payments: vec![payment("T1", "20")],
                tickets: vec![ticket("A", "10"), ticket("B", "10")],
                applications: vec![application("B1", "T1", "3")],
                ..paid_order("O1")
            })
            .await;

        gateway
            .feed(Order {
                version: 2,
                payments: vec![payment("T0", "7")],
                tickets: vec![ticket("0", "5"), ticket("B", "10.00")],
                applications: vec![application("B1", "T0", "4"), application("B2", "T1", "5")],
                ..paid_order("O1")
            })
            .await;

        let order = gateway.order("O1").await;
        let payments: Vec<_> = order.payments.iter().map(|it| &*it.trandeno).collect();
        let tickets: Vec<_> = order.tickets.iter().map(|it| &*it.ticketid).collect();
        let applications: Vec<_> = order
            .applications
            .iter()
            .map(|it| (&*it.trandeno, &*it.batchno, &*it.amount.as_ref().unwrap().value))
            .collect();
        assert_eq!(payments, ["T1", "T0"]);
        assert_eq!(tickets, ["A", "B", "0"]);
        assert_eq!(applications, [("T1", "B1", "3"), ("T1", "B2", "5"), ("T0", "B1", "4")]);
        assert_eq!(order.payments[0].pending, decimal("8"));
        assert_eq!(order.payments[1].pending, decimal("4"));
    }

    async fn a_newer_version_issues_a_gate_credential(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;

        let issued = Ticket { gate_credential_issued: true, ..ticket("O1-2", "10") };
        gateway.feed(Order { version: 2, tickets: vec![issued], ..paid_order("O1") }).await;

        let tickets = gateway.order("O1").await.tickets;
        let issued: Vec<_> = tickets.iter().map(|it| it.gate_credential_issued).collect();
        assert_eq!(issued, [false, true]);
    }

    async fn an_owner_who_is_not_named_stays(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        assert_eq!(gateway.order("O1").await.agent, None);

        let agent = Some("agent01".to_owned());
        gateway.feed(Order { version: 2, agent: agent.clone(), ..simple_order("O1", 1) }).await;
        gateway.feed(Order { version: 3, agent: None, ..simple_order("O1", 1) }).await;

        assert_eq!(gateway.order("O1").await.agent, agent);
    }

    async fn a_request_may_be_as_large_as_the_limits_say(database: Database) {
        let gateway = Gateway::start(&database).await;
        let numbered = |letter: &str, count: usize| -> Vec<String> {
            (0..count).map(|number| format!("{letter}{number:04}")).collect()
        };
        let payments = numbered("T", 100);
        let large = Order {
            payments: payments.iter().map(|id| payment(id, "10")).collect(),
            tickets: numbered("K", 1000).iter().map(|id| ticket(id, "1")).collect(),
            applications: payments.iter().map(|id| application("B1", id, "1")).collect(),
            ..paid_order("LARGE")
        };
        let small = numbered("O", 999);
        let orders = small.iter().map(|orderid| simple_order(orderid, 1)).chain([large]);

        let results = gateway.upsert(upsert(orders)).await.unwrap();

        assert_eq!(results.len(), 1000);
        let order = gateway.order("LARGE").await;
        assert_eq!((order.payments.len(), order.tickets.len()), (100, 1000));
        assert_eq!(order.applications.len(), 100);
        assert_eq!(gateway.order("O0998").await.state(), OrderState::Paid);
    }
}
