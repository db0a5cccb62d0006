//! Refunds and callbacks.

use super::{Table, assert_blamed};
use crate::support::*;

on_every_database! {
    async fn a_bad_refund_is_refused_and_changes_nothing(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        let before = gateway.everything(&["O1"]).await;

        let mut table = Table::of(refund_tickets("O1", &["O1-1", "O1-2"]))
            .bad_key("orderid", 20, |it, text| it.orderid = text)
            .bad_key("ticketids[1]", 100, |it, text| it.ticketids[1] = text)
            .bad_text("memory", 4000, |it, text| it.memory = Some(text))
            .bad("ticketids", |it| it.ticketids.clear())
            .bad("ticketids", |it| it.ticketids = vec!["O1-1".into(); 1001])
            .bad("ticketids[1]", |it| it.ticketids[1] = "O1-1".into());
        for flag in ["", "2", "true", "01", " 1", "1 ", "１", "-1"] {
            table = table.bad("refundallticket", |it| it.refundallticket = flag.into());
        }

        table
            .assert_refused(async |request| {
                let answer = gateway.refund(request).await;
                if answer.is_err() {
                    assert_eq!(gateway.everything(&["O1"]).await, before);
                }
                answer
            })
            .await;
    }

    async fn a_bad_callback_is_refused_and_not_saved(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        let batchno = gateway.refund(refund_all("O1")).await.unwrap().batchno;
        let before = gateway.everything(&["O1"]).await;

        Table::of(callback(&batchno, "pay-O1", "10"))
            .bad_key("batchno", 200, |it, text| it.batchno = text)
            .bad_key("trandeno", 100, |it, text| it.trandeno = text)
            .bad_amount("refundmoney", |it, amount| it.refundmoney = amount)
            .assert_refused(async |request| {
                let answer = gateway.send(request).await;
                if answer.is_err() {
                    assert_eq!(gateway.everything(&["O1"]).await, before);
                }
                answer
            })
            .await;
    }

    async fn every_field_that_breaks_a_rule_is_named(database: Database) {
        let gateway = Gateway::start(&database).await;

        let mut request = callback("B\n1", "", "0");
        let refused = gateway.send(request.clone()).await.unwrap_err();
        assert_blamed(&refused, &["batchno", "trandeno", "refundmoney"], "all three");
        assert!(refused.message.starts_with("batchno: "), "{}", refused.message);
        assert!(refused.message.ends_with("(and 2 more)"), "{}", refused.message);

        request.batchno = "B1".into();
        let refused = gateway.send(request).await.unwrap_err();
        assert_blamed(&refused, &["trandeno", "refundmoney"], "two");
    }

    async fn what_is_just_within_the_limits_is_taken(database: Database) {
        let gateway = Gateway::start(&database).await;
        let emoji = |length: usize| "😀".repeat(length / 2);
        let chinese = |length: usize| "订".repeat(length);
        let plain = |length: usize| "x".repeat(length);

        for text in [&emoji as &dyn Fn(usize) -> String, &chinese, &plain] {
            let (orderid, ticketid) = (text(20), text(100));
            let (batchno, trandeno) = (text(200), text(100));
            let mut order = paid_order(&orderid);
            order.agent = Some(text(100));
            order.payments = vec![payment(&trandeno, "10000000000000")];
            order.tickets = vec![ticket(&ticketid, "10000000000000"), ticket("other", "1")];
            order.applications = vec![application(&batchno, &trandeno, "0.01")];
            gateway.feed(order).await;

            let mut request = refund_tickets(&orderid, &["other"]);
            request.memory = Some(text(4000));
            gateway.refund(request).await.unwrap();
            gateway.confirm(&batchno, &trandeno, "0.01").await;

            let stored = gateway.order(&orderid).await;
            assert_eq!(stored.agent, Some(text(100)));
            assert_eq!(stored.tickets[0].ticketid, ticketid);
            assert_eq!(stored.payments[0].refunded, decimal("0.01"));
            assert_eq!(gateway.callback(&batchno, &trandeno).await.batchno, batchno);
            let events = gateway.get_timeline(&orderid).await.unwrap();
            assert!(events.iter().any(|it| it.attributes.get("memory") == Some(&text(4000))));
        }
    }

    async fn what_is_odd_but_no_rule_forbids_is_kept_as_it_came(database: Database) {
        let gateway = Gateway::start(&database).await;
        let odd = [
            " x ", "'; DROP TABLE payments; --", "%_\\", "{\"a\":[1]}", "NULL", "a,b", "订\u{200d}单",
            "e\u{301}", "\u{e9}", "$1 ? :x", "x/y",
        ];

        for trandeno in odd {
            gateway.send(callback("B1", trandeno, "1")).await.unwrap_err();
        }

        for trandeno in odd {
            assert_eq!(gateway.callback("B1", trandeno).await.trandeno, trandeno);
        }
    }
}
