//! What a sub order says: the unit of its amount, quantities, kinds of refund.

use refund_gateway::{
    domain::taoxianda::AmountUnit,
    proto::v1::{RefundSuccessSubOrderRequest, TaoxiandaRefund},
};
use tonic::Code;

use super::stored;
use crate::support::*;

async fn gateway_counting_in(database: &Database, unit: AmountUnit) -> Gateway {
    Gateway::start_with(database, |config| config.rules.top_amount_unit = unit).await
}

fn of_amount(sub_biz_order_id: &str, refund_amount: &str) -> RefundSuccessSubOrderRequest {
    RefundSuccessSubOrderRequest {
        refund_amount: refund_amount.into(),
        ..sub_order(sub_biz_order_id, "G1")
    }
}

/// The amount of a stored sub order, in the setting's unit and in yuan.
fn amounts(refund: &TaoxiandaRefund) -> (&str, &str) {
    let in_unit = &refund.sub_order.as_ref().unwrap().refund_amount;
    (in_unit, &refund.refund_amount_yuan.as_ref().unwrap().value)
}

on_every_database! {
    async fn amounts_are_in_fen_by_default(database: Database) {
        let gateway = Gateway::start(&database).await;

        // The sample of the document is 122.
        let request = sub_orders("shop", [of_amount("S1", "122"), of_amount("S2", "1000000000000000")]);
        gateway.inform(request).await.unwrap();

        let stored = stored(&gateway, "shop").await;
        assert_eq!(amounts(&stored[0]), ("122", "1.22"));
        assert_eq!(amounts(&stored[1]), ("1000000000000000", "10000000000000"));
    }

    async fn amounts_are_in_yuan_if_the_setting_says_so(database: Database) {
        let gateway = gateway_counting_in(&database, AmountUnit::Yuan).await;

        let request = sub_orders("shop", [of_amount("S1", "122"), of_amount("S2", "1.50")]);
        gateway.inform(request).await.unwrap();

        let stored = stored(&gateway, "shop").await;
        assert_eq!(amounts(&stored[0]), ("122", "122"));
        assert_eq!(amounts(&stored[1]), ("1.5", "1.5"));
    }

    async fn an_amount_that_does_not_fit_the_unit_is_refused(database: Database) {
        for (unit, misfits) in [
            (AmountUnit::Fen, ["1.5", "1.22", "1000000000000001"]),
            (AmountUnit::Yuan, ["1.505", "0.001", "10000000000000.01"]),
        ] {
            let gateway = gateway_counting_in(&database, unit).await;
            for misfit in misfits {
                let request = sub_orders("shop", [of_amount("S1", misfit)]);
                let refused = gateway.inform(request).await.unwrap_err();
                let field = "refund_fulfill_sub_orders[0].refund_amount";
                refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", field);
            }
            assert_eq!(stored(&gateway, "shop").await, []);
            gateway.stop().await;
        }
    }

    async fn a_sub_order_is_kept_as_sent(database: Database) {
        let gateway = Gateway::start(&database).await;
        let sent = RefundSuccessSubOrderRequest {
            fulfill_id: Some("履约 1".into()),
            refund_id: Some("R1".into()),
            sku_code: Some("K1".into()),
            actual_refund_quantity: "0.500".into(),
            refund_amount: "122".into(),
            refund_type: Some(1),
            expect_fetch_sale_quantity: Some("1.0".into()),
            ..sub_order("S1", "G1")
        };

        gateway.inform(sub_orders("门店 1", [sent.clone()])).await.unwrap();

        let stored = stored(&gateway, "门店 1").await.remove(0);
        assert_eq!(stored.shop_id, "门店 1");
        assert!(stored.received_at.is_some());
        let shortest = RefundSuccessSubOrderRequest {
            actual_refund_quantity: "0.5".into(),
            expect_fetch_sale_quantity: Some("1".into()),
            ..sent
        };
        assert_eq!(stored.sub_order, Some(shortest));
    }

    async fn what_is_absent_stays_absent(database: Database) {
        let gateway = Gateway::start(&database).await;

        gateway.inform(sub_orders("shop", [sub_order("S1", "G1")])).await.unwrap();

        let stored = stored(&gateway, "shop").await.remove(0);
        assert_eq!(stored.sub_order, Some(sub_order("S1", "G1")));
    }

    async fn the_kind_of_refund_is_kept_and_absent_is_unknown(database: Database) {
        let gateway = Gateway::start(&database).await;
        let kinds = [None, Some(0), Some(1)];

        let request = kinds.iter().zip(1..).map(|(&refund_type, number)| {
            RefundSuccessSubOrderRequest { refund_type, ..sub_order(&format!("S{number}"), "G1") }
        });
        gateway.inform(sub_orders("shop", request)).await.unwrap();

        let stored = stored(&gateway, "shop").await;
        let kept: Vec<_> = stored.iter().map(|it| it.sub_order.as_ref().unwrap().refund_type).collect();
        assert_eq!(kept, kinds);
    }

    async fn quantities_are_exact_to_a_millionth(database: Database) {
        let gateway = Gateway::start(&database).await;
        let quantities = ["0.000001", "1.234567", "1000000000000", "2.50", "1e3"];

        let request = quantities.iter().zip(1..).map(|(&quantity, number)| {
            RefundSuccessSubOrderRequest {
                actual_refund_quantity: quantity.into(),
                ..sub_order(&format!("S{number}"), "G1")
            }
        });
        gateway.inform(sub_orders("shop", request)).await.unwrap();

        let stored = stored(&gateway, "shop").await;
        let kept: Vec<_> =
            stored.iter().map(|it| &*it.sub_order.as_ref().unwrap().actual_refund_quantity).collect();
        assert_eq!(kept, ["0.000001", "1.234567", "1000000000000", "2.5", "1000"]);
    }
}
