//! What a refund that is granted does.

use std::collections::BTreeSet;

use refund_gateway::proto::v1::{
    Order, OrderState, RefundApplicationState, RefundParm, SignalOutcome, Ticket, TicketState,
};
use time::{OffsetDateTime, UtcOffset};

use super::shares;
use crate::support::*;

/// China's date and time as it is written at the front of a batch number.
fn now_in_china() -> u64 {
    let china = OffsetDateTime::now_utc().to_offset(UtcOffset::from_hms(8, 0, 0).unwrap());
    let date = u64::try_from(china.year()).unwrap() * 10_000
        + u64::from(u8::from(china.month())) * 100
        + u64::from(china.day());
    let (hour, minute, second) = china.to_hms();
    let time = u64::from(hour) * 10_000 + u64::from(minute) * 100 + u64::from(second);
    date * 1_000_000 + time
}

on_every_database! {
    async fn every_refundable_state_may_be_refunded(database: Database) {
        let gateway = Gateway::start(&database).await;
        for (orderid, state) in [
            ("O1", OrderState::Paid),
            ("O2", OrderState::DepositAuthorized),
            ("O3", OrderState::RebateBalanceAuthorized),
        ] {
            gateway.feed(Order { state: state.into(), ..simple_order(orderid, 1) }).await;
            let refund = gateway.refund(refund_all(orderid)).await.unwrap();
            assert_eq!(refund.outcome(), SignalOutcome::Applied, "{state:?}");
            assert_eq!(refund.order_state(), OrderState::ThirdPartyRefunding, "{state:?}");
        }
    }

    async fn a_refund_answers_what_the_caller_needs_next(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;

        let refund = gateway.refund(refund_all("O1")).await.unwrap();

        assert_eq!(refund.outcome(), SignalOutcome::Applied);
        assert_eq!(refund.orderid, "O1");
        assert_eq!(refund.amount, decimal("20"));
        assert_eq!(refund.ticketids, ["O1-1", "O1-2"]);
        assert_eq!(shares(&refund.applications), [("pay-O1", "20")]);
        assert_eq!(refund.applications[0].batchno, refund.batchno);
        assert_eq!(gateway.order("O1").await.applications, refund.applications);
    }

    async fn an_application_waits_for_its_callback(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;

        gateway.refund(refund_tickets("O1", &["O1-2"])).await.unwrap();

        let order = gateway.order("O1").await;
        let application = &order.applications[0];
        assert_eq!(application.state(), RefundApplicationState::Pending);
        assert!(application.created_at.is_some());
        assert_eq!((&application.actual, &application.handled_at), (&None, &None));
        assert!(!application.to_reconcile);
        assert_eq!(order.payments[0].pending, decimal("10"));
        assert_eq!(order.payments[0].refunded, decimal("0"));
    }

    async fn only_a_refund_that_leaves_no_ticket_moves_the_order(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 3)).await;

        let partial = gateway.refund(refund_tickets("O1", &["O1-2"])).await.unwrap();
        assert_eq!(partial.order_state(), OrderState::Paid);
        let order = gateway.order("O1").await;
        assert_eq!(order.state(), OrderState::Paid);
        let states: Vec<_> = order.tickets.iter().map(Ticket::state).collect();
        let expected = [TicketState::Active, TicketState::Refunding, TicketState::Active];
        assert_eq!(states, expected);

        let last = gateway.refund(refund_tickets("O1", &["O1-3", "O1-1"])).await.unwrap();
        assert_eq!(last.order_state(), OrderState::ThirdPartyRefunding);
        assert_eq!(gateway.order("O1").await.state(), OrderState::ThirdPartyRefunding);
    }

    async fn a_refund_of_all_tickets_ignores_the_tickets_named(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;

        let ticketids = vec!["unknown".into(), "O1-1".into(), "O1-1".into(), String::new()];
        let request = RefundParm { ticketids, ..refund_all("O1") };
        let refund = gateway.refund(request).await.unwrap();

        assert_eq!(refund.ticketids, ["O1-1", "O1-2"]);
    }

    async fn an_order_without_tickets_is_refunded_as_a_whole(database: Database) {
        let gateway = Gateway::start(&database).await;
        let order = Order { payments: vec![payment("T1", "8")], ..paid_order("O1") };
        gateway.feed(order).await;

        let refund = gateway.refund(refund_all("O1")).await.unwrap();

        assert_eq!(refund.amount, decimal("8"));
        assert_eq!(refund.order_state(), OrderState::ThirdPartyRefunding);
    }

    async fn a_credential_matters_only_for_the_tickets_concerned(database: Database) {
        let gateway = Gateway::start(&database).await;
        let mut order = simple_order("O1", 2);
        order.tickets[0].gate_credential_issued = true;
        gateway.feed(order).await;

        let refund = gateway.refund(refund_tickets("O1", &["O1-2"])).await.unwrap();

        assert_eq!(refund.ticketids, ["O1-2"]);
    }

    async fn a_batch_number_is_32_digits_with_chinas_date_and_time_first(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;

        let before = now_in_china();
        let batchno = gateway.refund(refund_all("O1")).await.unwrap().batchno;
        let after = now_in_china();

        assert_eq!(batchno.len(), 32, "{batchno}");
        assert!(batchno.bytes().all(|byte| byte.is_ascii_digit()), "{batchno}");
        let date_and_time: u64 = batchno[..14].parse().unwrap();
        assert!((before..=after).contains(&date_and_time), "{batchno}");
    }

    async fn no_two_refunds_share_a_batch_number(database: Database) {
        let gateway = Gateway::start(&database).await;
        let orderids: Vec<_> = (0..200).map(|number| format!("O{number}")).collect();
        let orders = orderids.iter().map(|orderid| simple_order(orderid, 1));
        gateway.upsert(upsert(orders)).await.unwrap();

        let asking = orderids.iter().map(|orderid| gateway.refund(refund_all(orderid)));
        let refunds = futures_util::future::join_all(asking).await;

        let batches: BTreeSet<_> = refunds.into_iter().map(|it| it.unwrap().batchno).collect();
        assert_eq!(batches.len(), 200);
    }
}
