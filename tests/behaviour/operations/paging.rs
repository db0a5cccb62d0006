//! Paged lists, after AIP-158.

use refund_gateway::proto::v1::{
    CallbackState, ListCallbacksRequest, ListDouyinNoticesRequest, ListTaoxiandaRefundsRequest,
};
use tonic::Code;

use crate::support::*;

/// The last page's token is empty, and no list here has more pages than this.
const MANY_PAGES: usize = 50;

/// Twelve callbacks, sent out of order. Some keys sort differently by byte than
/// by language, and some begin alike.
const CALLBACKS: [(&str, &str); 12] = [
    ("a", "1"),
    ("B", "1"),
    ("B", "10"),
    ("B", "2"),
    ("É", "1"),
    ("T-1", "1"),
    ("T1", "1"),
    ("T1", "b"),
    ("T1", "C"),
    ("T10", "1"),
    ("订单", "1"),
    ("😀", "1"),
];

async fn with_callbacks(database: &Database) -> Gateway {
    let gateway = Gateway::start(database).await;
    for number in 0..CALLBACKS.len() {
        // Seven and twelve have no common divisor.
        let (trandeno, batchno) = CALLBACKS[number * 7 % CALLBACKS.len()];
        gateway
            .send(callback(batchno, trandeno, "1"))
            .await
            .unwrap_err();
    }
    gateway
}

/// The sizes of the pages of a list, and the keys on them.
async fn walk(
    gateway: &Gateway,
    filter: ListCallbacksRequest,
) -> (Vec<usize>, Vec<(String, String)>) {
    let (mut sizes, mut keys, mut page_token) = (Vec::new(), Vec::new(), String::new());
    for _ in 0..MANY_PAGES {
        let request = ListCallbacksRequest {
            page_token,
            ..filter.clone()
        };
        let page = gateway.list_callbacks(request).await.unwrap();
        sizes.push(page.callbacks.len());
        keys.extend(
            page.callbacks
                .into_iter()
                .map(|it| (it.trandeno, it.batchno)),
        );
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return (sizes, keys);
        }
    }
    panic!("no end of pages")
}

fn of_size(page_size: i32) -> ListCallbacksRequest {
    ListCallbacksRequest {
        page_size,
        ..ListCallbacksRequest::default()
    }
}

on_every_database! {
    async fn pages_of_any_size_walk_the_whole_list_in_order_without_repeats(database: Database) {
        let gateway = with_callbacks(&database).await;
        let mut sorted = CALLBACKS.map(|(trandeno, batchno)| (trandeno.into(), batchno.into()));
        sorted.sort_unstable();

        for (page_size, expected) in [
            (1, vec![1; 12]),
            (5, vec![5, 5, 2]),
            (6, vec![6, 6]),
            (12, vec![12]),
            (13, vec![12]),
            (0, vec![12]),
            (i32::MAX, vec![12]),
        ] {
            let (sizes, keys) = walk(&gateway, of_size(page_size)).await;
            assert_eq!(keys, sorted, "in pages of {page_size}");
            assert_eq!(sizes, expected, "in pages of {page_size}");
        }
    }

    async fn pages_of_a_filtered_list_have_what_the_filter_says(database: Database) {
        let gateway = with_callbacks(&database).await;

        let filter = ListCallbacksRequest { trandeno: "T1".into(), ..of_size(1) };
        let (_, of_trade) = walk(&gateway, filter).await;
        let filter = ListCallbacksRequest { batchno: "1".into(), ..of_size(2) };
        let (_, of_batch) = walk(&gateway, filter).await;
        let state = CallbackState::Received.into();
        let (_, of_state) = walk(&gateway, ListCallbacksRequest { state, ..of_size(5) }).await;

        let batches: Vec<_> = of_trade.iter().map(|(_, batchno)| &**batchno).collect();
        assert_eq!(batches, ["1", "C", "b"]);
        assert_eq!(of_batch.len(), 8);
        assert!(of_batch.iter().all(|(_, batchno)| batchno == "1"));
        assert_eq!(of_state.len(), 12);
    }

    async fn a_page_has_a_hundred_items_unless_told_otherwise_and_a_thousand_at_most(
        database: Database
    ) {
        let gateway = Gateway::start(&database).await;
        for chunk in 0..3 {
            let many = (0..500).map(|number| sub_order(&format!("S{chunk}{number:03}"), "G1"));
            gateway.inform(sub_orders("shop", many)).await.unwrap();
        }

        for (page_size, expected) in [(0, 100), (1000, 1000), (1001, 1000), (i32::MAX, 1000)] {
            let request =
                ListTaoxiandaRefundsRequest { page_size, ..ListTaoxiandaRefundsRequest::default() };
            let page = gateway.list_sub_orders(request).await.unwrap();
            assert_eq!(page.refunds.len(), expected, "{page_size}");
            assert!(!page.next_page_token.is_empty());
        }
    }

    async fn what_is_added_meanwhile_disturbs_no_page(database: Database) {
        let gateway = Gateway::start(&database).await;
        for trandeno in ["T2", "T4", "T6"] {
            gateway.send(callback("B1", trandeno, "1")).await.unwrap_err();
        }
        let first = gateway.list_callbacks(of_size(2)).await.unwrap();

        for trandeno in ["T1", "T3", "T5"] {
            gateway.send(callback("B1", trandeno, "1")).await.unwrap_err();
        }
        let request = ListCallbacksRequest { page_token: first.next_page_token, ..of_size(2) };
        let second = gateway.list_callbacks(request).await.unwrap();

        let trades: Vec<_> = second.callbacks.iter().map(|it| &*it.trandeno).collect();
        assert_eq!(trades, ["T5", "T6"], "after T4");
    }

    async fn notices_are_walked_in_pages_of_one(database: Database) {
        let gateway = Gateway::start(&database).await;
        let keys = [("D1", ""), ("D1", "C1"), ("D1", "c1"), ("D10", "C1"), ("D2", "C1")];
        for (order_id, certificate_id) in keys {
            gateway.notify(notices(order_id, [notice(certificate_id, 1, 100)])).await.unwrap();
        }

        let (mut found, mut page_token) = (Vec::new(), String::new());
        for _ in 0..MANY_PAGES {
            let request = ListDouyinNoticesRequest {
                page_size: 1,
                page_token,
                ..ListDouyinNoticesRequest::default()
            };
            let page = gateway.list_notices(request).await.unwrap();
            found.extend(page.notices.into_iter().map(|it| (it.order_id, it.certificate_id)));
            page_token = page.next_page_token;
            if page_token.is_empty() {
                break;
            }
        }

        assert_eq!(found, keys.map(|(order, certificate)| (order.to_owned(), certificate.to_owned())));
    }

    async fn sub_orders_are_walked_in_pages_of_one(database: Database) {
        let gateway = Gateway::start(&database).await;
        for (shop_id, sub, note) in [
            ("A", "S1", "G1"), ("B", "S1", "G1"), ("A", "S1", "G2"), ("A", "S10", "G1"),
            ("A", "S2", "G1"),
        ] {
            gateway.inform(sub_orders(shop_id, [sub_order(sub, note)])).await.unwrap();
        }

        // By sub order and return note first: that is what partners ask with.
        for (shop_id, expected) in [
            ("", vec!["S1/G1/A", "S1/G1/B", "S1/G2/A", "S10/G1/A", "S2/G1/A"]),
            ("A", vec!["S1/G1/A", "S1/G2/A", "S10/G1/A", "S2/G1/A"]),
        ] {
            let (mut found, mut page_token) = (Vec::new(), String::new());
            for _ in 0..MANY_PAGES {
                let request = ListTaoxiandaRefundsRequest {
                    shop_id: shop_id.into(),
                    page_size: 1,
                    page_token,
                    ..ListTaoxiandaRefundsRequest::default()
                };
                let page = gateway.list_sub_orders(request).await.unwrap();
                for refund in page.refunds {
                    let key = refund.sub_order.unwrap();
                    let (sub, note) = (key.sub_biz_order_id, key.refund_goods_id);
                    found.push(format!("{sub}/{note}/{}", refund.shop_id));
                }
                page_token = page.next_page_token;
                if page_token.is_empty() {
                    break;
                }
            }
            assert_eq!(found, expected);
        }
    }

    async fn a_token_is_good_only_for_the_filter_it_was_made_with(database: Database) {
        let gateway = with_callbacks(&database).await;
        let of_trade = || ListCallbacksRequest { trandeno: "T1".into(), ..of_size(1) };
        let page_token = gateway.list_callbacks(of_trade()).await.unwrap().next_page_token;

        let state = CallbackState::Received.into();
        for other in [
            of_size(1),
            ListCallbacksRequest { trandeno: "B".into(), ..of_size(1) },
            ListCallbacksRequest { batchno: "1".into(), ..of_trade() },
            ListCallbacksRequest { state, ..of_trade() },
        ] {
            let request = ListCallbacksRequest { page_token: page_token.clone(), ..other };
            let refused = gateway.list_callbacks(request).await.unwrap_err();
            refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", "page_token");
        }
        let request =
            ListDouyinNoticesRequest { page_token: page_token.clone(), ..Default::default() };
        let refused = gateway.list_notices(request).await.unwrap_err();
        refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", "page_token");

        // The size of the pages is no part of the filter.
        let request = ListCallbacksRequest { page_token, page_size: 7, ..of_trade() };
        assert_eq!(gateway.list_callbacks(request).await.unwrap().callbacks.len(), 2);
    }

    async fn a_token_is_good_for_another_instance(database: Database) {
        let gateway = with_callbacks(&database).await;
        let page_token = gateway.list_callbacks(of_size(5)).await.unwrap().next_page_token;
        gateway.stop().await;

        let gateway = Gateway::start(&database).await;
        let request = ListCallbacksRequest { page_token, ..of_size(100) };

        assert_eq!(gateway.list_callbacks(request).await.unwrap().callbacks.len(), 7);
    }
}
