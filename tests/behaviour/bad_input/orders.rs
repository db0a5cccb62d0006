//! Orders.

use refund_gateway::proto::v1::{GetOrderRequest, Order, UpsertOrdersRequest};

use super::{NO_AMOUNTS, Table};
use crate::support::*;

fn good() -> UpsertOrdersRequest {
    let order = Order {
        applications: vec![
            application("B1", "pay-O1", "1"),
            application("B2", "pay-O1", "1"),
        ],
        ..simple_order("O1", 2)
    };
    upsert([order, simple_order("O2", 1)])
}

on_every_database! {
    async fn a_bad_feed_is_refused_and_nothing_of_it_is_stored(database: Database) {
        let gateway = Gateway::start(&database).await;
        let before = gateway.everything(&["O1", "O2"]).await;

        let mut table = Table::of(good())
            .bad_key("orders[1].orderid", 20, |it, text| it.orders[1].orderid = text)
            .bad("orders[1].orderid", |it| it.orders[1].orderid = "O1".into())
            .bad("orders[1].state", |it| it.orders[1].state = 0)
            .bad("orders[1].state", |it| it.orders[1].state = 99)
            .bad("orders[1].version", |it| it.orders[1].version = -1)
            .bad_key("orders[1].agent", 100, |it, text| it.orders[1].agent = Some(text))
            .bad_key("orders[1].payments[0].trandeno", 100, |it, text| {
                it.orders[1].payments[0].trandeno = text;
            })
            .bad("orders[1].payments[0].trandeno", |it| {
                it.orders[1].payments[0].trandeno = "pay-O1".into();
            })
            .bad_amount("orders[0].payments[0].paid", |it, amount| {
                // What is refunded is not above it all the same.
                it.orders[0].payments[0].refunded = None;
                it.orders[0].payments[0].paid = amount;
            })
            .bad("orders[0].payments[0].refunded", |it| {
                it.orders[0].payments[0].refunded = decimal("20.01");
            })
            .bad("orders[0].payments[0].refunded", |it| {
                it.orders[0].payments[0].refunded = decimal("-0.01");
            })
            .bad_key("orders[0].tickets[1].ticketid", 100, |it, text| {
                it.orders[0].tickets[1].ticketid = text;
            })
            .bad("orders[0].tickets[1].ticketid", |it| {
                it.orders[0].tickets[1].ticketid = "O1-1".into();
            })
            .bad_amount("orders[0].tickets[1].price", |it, amount| {
                it.orders[0].tickets[1].price = amount;
            })
            .bad("orders[0].tickets[1].state", |it| it.orders[0].tickets[1].state = 99)
            .bad_key("orders[0].applications[1].batchno", 200, |it, text| {
                it.orders[0].applications[1].batchno = text;
            })
            .bad_key("orders[0].applications[1].trandeno", 100, |it, text| {
                it.orders[0].applications[1].trandeno = text;
            })
            .bad_amount("orders[0].applications[1].amount", |it, amount| {
                it.orders[0].applications[1].amount = amount;
            })
            .bad("orders[0].applications[1]", |it| {
                it.orders[0].applications[1].batchno = "B1".into();
            });
        for text in NO_AMOUNTS {
            table = table.bad("orders[0].payments[0].refunded", |it| {
                it.orders[0].payments[0].refunded = decimal(text);
            });
        }

        table
            .assert_refused(async |request| {
                let answer = gateway.upsert(request).await;
                if answer.is_err() {
                    assert_eq!(gateway.everything(&["O1", "O2"]).await, before);
                }
                answer
            })
            .await;
    }

    async fn a_feed_with_too_many_items_is_refused(database: Database) {
        let gateway = Gateway::start(&database).await;
        let numbered = |count: usize| (0..count).map(|number| format!("N{number}"));

        Table::of(good())
            .bad("orders", |it| it.orders.clear())
            .bad("orders", |it| {
                it.orders = numbered(1001).map(|orderid| paid_order(&orderid)).collect();
            })
            .bad("orders[0].payments", |it| {
                it.orders[0].payments = numbered(101).map(|id| payment(&id, "10")).collect();
            })
            .bad("orders[0].tickets", |it| {
                it.orders[0].tickets = numbered(1001).map(|id| ticket(&id, "10")).collect();
            })
            .bad("orders[0].applications", |it| {
                it.orders[0].applications =
                    numbered(101).map(|id| application(&id, "pay-O1", "0.1")).collect();
            })
            .assert_refused(async |request| gateway.upsert(request).await)
            .await;
    }

    async fn more_broken_fields_than_an_answer_holds_are_counted(database: Database) {
        let gateway = Gateway::start(&database).await;
        let bad = (0..1000).map(|number| Order { version: -1, ..paid_order(&format!("O{number}")) });

        let refused = gateway.upsert(upsert(bad)).await.unwrap_err();

        assert_eq!(refused.reason, "INVALID_ARGUMENT");
        assert!(refused.message.ends_with("(and 999 more)"), "{}", refused.message);
        assert_eq!(refused.fields[0], "orders[0].version");
        assert!((10..1000).contains(&refused.fields.len()), "{}", refused.fields.len());
    }

    async fn a_bad_number_of_an_order_is_refused_when_reading(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;

        Table::of(GetOrderRequest { orderid: "O1".into() })
            .bad_key("orderid", 20, |it, text| it.orderid = text)
            .assert_refused(async |request| gateway.get_order(&request.orderid).await)
            .await;
    }
}
