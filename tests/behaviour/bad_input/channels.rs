//! Notices of Douyin and of Taoxianda.

use refund_gateway::{
    domain::taoxianda::AmountUnit,
    proto::v1::{InformRefundSuccessRequest, RefundSuccessSubOrderRequest},
};

use super::{NO_AMOUNTS, NOT_POSITIVE, Table};
use crate::support::*;

/// What is no quantity.
const NO_QUANTITIES: [&str; 15] = [
    "",
    "0",
    "0.0",
    "-1",
    " 1",
    "two",
    "NaN",
    "1e400",
    "0.0000001",
    "1000000000001",
    "1,5",
    "1_0",
    "１",
    "1e",
    "9999999999999999999999999999999999999999",
];
const LIST: &str = "refund_fulfill_sub_orders";

/// Two sub orders, of which the second is going to be bad.
fn informing() -> InformRefundSuccessRequest {
    let second = RefundSuccessSubOrderRequest {
        fulfill_id: Some("F1".into()),
        refund_id: Some("R1".into()),
        sku_code: Some("K1".into()),
        refund_type: Some(1),
        expect_fetch_sale_quantity: Some("2".into()),
        ..sub_order("S2", "G1")
    };
    sub_orders("shop", [sub_order("S1", "G1"), second])
}

fn second(request: &mut InformRefundSuccessRequest) -> &mut RefundSuccessSubOrderRequest {
    &mut request.refund_fulfill_sub_orders[1]
}

on_every_database! {
    async fn a_bad_notice_of_douyin_is_refused_and_nothing_is_stored(database: Database) {
        let gateway = Gateway::start(&database).await;
        let before = gateway.everything(&["D1"]).await;

        Table::of(notices("D1", [notice("C1", 1, 100), notice("C2", 1, 100)]))
            .bad_key("order_id", 200, |it, text| it.order_id = text)
            .bad("notice_list", |it| it.notice_list.clear())
            .bad("notice_list", |it| it.notice_list = vec![notice("C1", 1, 100); 501])
            .bad_optional_key("notice_list[1].certificate_id", 200, |it, text| {
                it.notice_list[1].certificate_id = text;
            })
            .bad_text("notice_list[1].code", 200, |it, text| it.notice_list[1].code = text)
            .bad("notice_list[1].total_count", |it| it.notice_list[1].total_count = -1)
            .bad("notice_list[1].verify_count", |it| it.notice_list[1].verify_count = i32::MIN)
            .bad("notice_list[1].verify_count", |it| {
                it.notice_list[1].total_count = 3;
                it.notice_list[1].verify_count = 4;
            })
            .assert_refused(async |request| {
                let answer = gateway.notify(request).await;
                if answer.is_err() {
                    assert_eq!(gateway.everything(&["D1"]).await, before);
                }
                answer
            })
            .await;
    }

    async fn a_bad_notice_of_taoxianda_is_refused_and_nothing_is_stored(database: Database) {
        let gateway = Gateway::start(&database).await;
        let before = gateway.everything(&["S1", "S2"]).await;
        let field = |name: &str| format!("{LIST}[1].{name}");

        let mut table = Table::of(informing())
            .bad_key("shop_id", 100, |it, text| it.shop_id = text)
            .bad(LIST, |it| it.refund_fulfill_sub_orders.clear())
            .bad(LIST, |it| it.refund_fulfill_sub_orders = vec![sub_order("S1", "G1"); 501])
            .bad_key(&field("sub_biz_order_id"), 100, |it, text| {
                second(it).sub_biz_order_id = text;
            })
            .bad_key(&field("refund_goods_id"), 100, |it, text| second(it).refund_goods_id = text)
            .bad_optional_key(&field("fulfill_id"), 100, |it, text| {
                second(it).fulfill_id = Some(text);
            })
            .bad_optional_key(&field("refund_id"), 100, |it, text| {
                second(it).refund_id = Some(text);
            })
            .bad_optional_key(&field("sku_code"), 100, |it, text| second(it).sku_code = Some(text));
        for refund_type in [-1, 2, i64::MAX, i64::MIN] {
            table = table.bad(&field("refund_type"), |it| {
                second(it).refund_type = Some(refund_type);
            });
        }
        for text in NO_QUANTITIES {
            table = table.bad(&field("actual_refund_quantity"), |it| {
                second(it).actual_refund_quantity = text.into();
            });
        }
        // An empty one counts as absent.
        for text in &NO_QUANTITIES[1..] {
            table = table.bad(&field("expect_fetch_sale_quantity"), |it| {
                second(it).expect_fetch_sale_quantity = Some((*text).into());
            });
        }
        for text in NO_AMOUNTS.into_iter().chain(NOT_POSITIVE) {
            table = table.bad(&field("refund_amount"), |it| {
                second(it).refund_amount = text.into();
            });
        }

        table
            .assert_refused(async |request| {
                let answer = gateway.inform(request).await;
                if answer.is_err() {
                    assert_eq!(gateway.everything(&["S1", "S2"]).await, before);
                }
                answer
            })
            .await;
    }

    async fn a_bad_amount_in_yuan_is_refused_likewise(database: Database) {
        let gateway = Gateway::start_with(&database, |config| {
            config.rules.top_amount_unit = AmountUnit::Yuan;
        })
        .await;

        let mut table = Table::of(informing());
        for text in NO_AMOUNTS.into_iter().chain(NOT_POSITIVE) {
            table = table.bad(&format!("{LIST}[1].refund_amount"), |it| {
                second(it).refund_amount = text.into();
            });
        }

        table.assert_refused(async |request| gateway.inform(request).await).await;
    }

    async fn the_longest_names_of_the_channels_are_taken(database: Database) {
        let gateway = Gateway::start(&database).await;
        let (of_200, of_100) = ("😀".repeat(100), "😀".repeat(50));

        let mut longest = notice(&of_200, 1, 100);
        longest.code = of_200.clone();
        gateway.notify(notices(&of_200, [longest])).await.unwrap();
        let longest = RefundSuccessSubOrderRequest {
            fulfill_id: Some(of_100.clone()),
            refund_id: Some(of_100.clone()),
            sku_code: Some(of_100.clone()),
            ..sub_order(&of_100, &of_100)
        };
        gateway.inform(sub_orders(&of_100, [longest])).await.unwrap();

        assert_eq!(gateway.get_timeline(&of_200).await.unwrap().len(), 1);
        assert_eq!(gateway.get_timeline(&of_100).await.unwrap().len(), 1);
    }
}
