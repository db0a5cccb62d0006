//! Many callers at once: nothing is applied twice, nothing is lost, and no
//! payment gives more than it has.

use std::time::Duration;

use futures_util::future::join_all;
use refund_gateway::proto::v1::{
    CallbackState, OrderState, RefundApplicationState, SignalOutcome, TicketState,
};
use tonic::Code;

use super::support::{http::metric, *};

on_every_database! {
    async fn a_hundred_overlapping_refunds_and_callbacks_on_one_order(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 4)).await;
        let sets: [&[&str]; 5] = [
            &["O1-1"],
            &["O1-1", "O1-2"],
            &["O1-3"],
            &["O1-2", "O1-3", "O1-4"],
            &["O1-1", "O1-2", "O1-3", "O1-4"],
        ];

        let asking = (0..100).map(|number| {
            let mut refunds = gateway.refunds();
            let mut epay = gateway.epay();
            let set = sets[number % sets.len()];
            async move {
                match refunds.refund(refund_tickets("O1", set)).await {
                    Ok(granted) => {
                        let granted = granted.into_inner();
                        for application in &granted.applications {
                            let amount = &application.amount.as_ref().unwrap().value;
                            let request = callback(&granted.batchno, &application.trandeno, amount);
                            epay.end_single_success(request).await.unwrap();
                        }
                        let outcome = granted.outcome();
                        Some((set, granted.batchno, outcome))
                    }
                    Err(status) => {
                        assert_eq!(Refused::of(&status).reason, "REFUND_CONFLICT");
                        None
                    }
                }
            }
        });
        let granted: Vec<_> = join_all(asking).await.into_iter().flatten().collect();

        let order = gateway.order("O1").await;
        let handled: Vec<_> = order
            .applications
            .iter()
            .filter(|application| application.state() == RefundApplicationState::Handled)
            .collect();
        assert_eq!(handled.len(), order.applications.len(), "every callback took effect");
        let first: Vec<_> = granted
            .iter()
            .filter(|(_, _, outcome)| *outcome == SignalOutcome::Applied)
            .collect();
        assert_eq!(first.len(), order.applications.len(), "each refund was granted once");
        let tickets: usize = first.iter().map(|(set, _, _)| set.len()).sum();
        let payment = &order.payments[0];
        assert_eq!(payment.refunded, decimal(&(tickets * 10).to_string()));
        assert_eq!(payment.pending, decimal("0"));
        for ticket in &order.tickets {
            let taken = first
                .iter()
                .filter(|(set, _, _)| set.contains(&ticket.ticketid.as_str()))
                .count();
            assert!(taken <= 1, "{} is in {taken} refunds", ticket.ticketid);
            let state = if taken == 1 { TicketState::Refunded } else { TicketState::Active };
            assert_eq!(ticket.state(), state);
        }
        let closed = tickets == 4;
        let state = if closed { OrderState::Closed } else { OrderState::Paid };
        assert_eq!(order.state(), state);
    }

    async fn the_same_callback_from_many_callers_takes_effect_once(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        let granted = gateway.refunds().refund(refund_all("O1")).await.unwrap().into_inner();

        let sending = (0..100).map(|_| {
            let mut epay = gateway.epay();
            let request = callback(&granted.batchno, "pay-O1", "20.00");
            async move { epay.end_single_success(request).await.unwrap().into_inner().outcome() }
        });
        let outcomes = join_all(sending).await;

        let applied = outcomes.iter().filter(|&&outcome| outcome == SignalOutcome::Applied);
        assert_eq!(applied.count(), 1);
        let order = gateway.order("O1").await;
        assert_eq!(order.payments[0].refunded, decimal("20"));
        assert_eq!(order.state(), OrderState::Closed);
    }

    async fn two_instances_share_the_work_on_one_order(database: Database) {
        if !database.is_postgres() {
            // An SQLite file belongs to one instance.
            return;
        }
        let one = Gateway::start(&database).await;
        let other = Gateway::start(&database).await;
        one.feed(simple_order("O1", 20)).await;

        let asking = (0..40).map(|number| {
            let gateway = if number % 2 == 0 { &one } else { &other };
            let (mut refunds, mut epay) = (gateway.refunds(), gateway.epay());
            let ticketid = format!("O1-{}", number / 2 + 1);
            async move {
                let request = refund_tickets("O1", &[&ticketid]);
                let granted = refunds.refund(request).await.unwrap().into_inner();
                let request = callback(&granted.batchno, "pay-O1", "10");
                epay.end_single_success(request).await.unwrap();
            }
        });
        join_all(asking).await;

        let order = other.order("O1").await;
        assert_eq!(order.applications.len(), 20);
        assert_eq!(order.payments[0].refunded, decimal("200"));
        assert_eq!(order.state(), OrderState::Closed);
    }

    async fn the_same_refund_asked_of_two_instances_is_granted_once(database: Database) {
        if !database.is_postgres() {
            // An SQLite file belongs to one instance.
            return;
        }
        let one = Gateway::start(&database).await;
        let other = Gateway::start(&database).await;
        for round in 0..50 {
            let orderid = format!("O{round}");
            one.feed(simple_order(&orderid, 2)).await;
            let asking = (0..8).map(|number| {
                let gateway = if number % 2 == 0 { &one } else { &other };
                let mut refunds = gateway.refunds();
                let request = refund_all(&orderid);
                async move { refunds.refund(request).await.unwrap().into_inner() }
            });
            let answers = join_all(asking).await;
            let first = answers.iter().filter(|answer| answer.outcome() == SignalOutcome::Applied);
            assert_eq!(first.count(), 1);
            assert!(answers.iter().all(|answer| answer.batchno == answers[0].batchno));
        }
    }

    async fn a_caller_that_hangs_up_changes_nothing(database: Database) {
        let gateway = Gateway::start(&database).await;
        let orders: Vec<_> = (0..50).map(|number| simple_order(&format!("O{number}"), 1)).collect();
        gateway.orders().upsert_orders(upsert(orders)).await.unwrap();

        let mut batches = Vec::new();
        for number in 0..50 {
            let request = refund_all(&format!("O{number}"));
            batches.push(gateway.refunds().refund(request).await.unwrap().into_inner().batchno);
        }
        // Half of the callers are gone before there is an answer.
        let sending = batches.iter().enumerate().map(|(number, batchno)| {
            let mut epay = gateway.epay();
            let request = callback(batchno, &format!("pay-O{number}"), "10");
            async move {
                let sending = epay.end_single_success(request);
                if number % 2 == 0 {
                    let _ = tokio::time::timeout(Duration::from_micros(number as u64 * 20), sending).await;
                } else {
                    sending.await.unwrap();
                }
            }
        });
        join_all(sending).await;

        for (number, batchno) in batches.iter().enumerate() {
            let trandeno = format!("pay-O{number}");
            // Whether the call of one that hung up arrived is open; sending it
            // again settles it, and it must be whole.
            gateway.confirm(batchno, &trandeno, "10").await;
            assert_eq!(gateway.callback(batchno, &trandeno).await.state(), CallbackState::Applied);
            let order = gateway.order(&format!("O{number}")).await;
            assert_eq!(order.payments[0].refunded, decimal("10"));
            assert_eq!(order.state(), OrderState::Closed);
        }
    }

    async fn a_full_queue_answers_at_once_and_loses_nothing(database: Database) {
        let gateway = Gateway::start_with(&database, |config| {
            config.engine.queue_max = 1;
            config.engine.lanes = Some(1);
            config.engine.batch_max = 1;
        })
        .await;
        gateway.feed(simple_order("O1", 1)).await;

        let sending = (0..300).map(|number| {
            let mut epay = gateway.epay();
            let batchno = format!("B{number}");
            async move {
                let answer = epay.end_single_success(callback(&batchno, "pay-O1", "1")).await;
                (batchno, Refused::from_call(answer))
            }
        });
        let answers = join_all(sending).await;

        let (full, stored): (Vec<_>, Vec<_>) =
            answers.into_iter().partition(|(_, refused)| refused.code == Code::ResourceExhausted);
        assert!(!full.is_empty(), "the queue was never full");
        assert!(full.iter().all(|(_, refused)| refused.retry && refused.reason == "OVERLOADED"));
        for (batchno, refused) in stored {
            assert_eq!(refused.reason, "REFUND_APPLICATION_NOT_FOUND");
            let callback = gateway.callback(&batchno, "pay-O1").await;
            assert_eq!(callback.state(), CallbackState::NeedsAttention);
        }
    }

    async fn what_cannot_queue_is_refused_unread_and_reads_go_on(database: Database) {
        let gateway = Gateway::start_with(&database, |config| {
            config.engine.queue_max = 8;
            config.engine.lanes = Some(1);
            config.engine.batch_max = 1;
        })
        .await;
        gateway.feed(simple_order("O1", 1)).await;
        let blocked = database.block_callbacks().await;
        let mut sending = Vec::new();

        // What nobody could accept is asked of the rules only while there is room.
        let refused = eventually(async || {
            let mut epay = gateway.epay();
            let request = callback(&format!("B{}", sending.len()), "pay-O1", "1");
            sending.push(tokio::spawn(async move { epay.end_single_success(request).await }));
            let answer = gateway.epay().end_single_success(callback("", "", "?")).await;
            let refused = Refused::from_call(answer);
            (refused.code != Code::InvalidArgument).then_some(refused)
        })
        .await;
        assert_eq!((refused.code, &*refused.reason), (Code::ResourceExhausted, "OVERLOADED"));
        assert!(refused.retry);
        assert_eq!(gateway.order("O1").await.state(), OrderState::Paid);
        let overloaded = ["reason=\"OVERLOADED\""];
        let http = gateway.server().http_address();
        assert!(metric(http, "refund_gateway_refused_total", &overloaded).await > 0.0);

        drop(blocked);
        for answer in sending {
            let refused = Refused::from_call(answer.await.unwrap());
            let kept = refused.reason == "REFUND_APPLICATION_NOT_FOUND";
            assert!(kept || refused.reason == "OVERLOADED", "{}", refused.reason);
        }
        let answer = gateway.epay().end_single_success(callback("", "", "?")).await;
        assert_eq!(Refused::from_call(answer).code, Code::InvalidArgument);
    }
}
