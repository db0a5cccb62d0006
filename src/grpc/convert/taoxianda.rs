//! Taoxianda's sub orders.

use super::values::{time, yuan};
use crate::{
    domain::taoxianda::{AmountUnit, RawSubOrder, SubOrder, SubOrderResult},
    proto::v1,
};

impl From<v1::RefundSuccessSubOrderRequest> for RawSubOrder {
    fn from(sub_order: v1::RefundSuccessSubOrderRequest) -> Self {
        Self {
            sub_biz_order_id: sub_order.sub_biz_order_id,
            refund_goods_id: sub_order.refund_goods_id,
            fulfill_id: sub_order.fulfill_id,
            refund_id: sub_order.refund_id,
            sku_code: sub_order.sku_code,
            actual_refund_quantity: sub_order.actual_refund_quantity,
            refund_amount: sub_order.refund_amount,
            refund_type: sub_order.refund_type,
            expect_fetch_sale_quantity: sub_order.expect_fetch_sale_quantity,
        }
    }
}

impl From<SubOrderResult> for v1::TaoxiandaRefundResult {
    fn from(result: SubOrderResult) -> Self {
        let outcome = if result.repeated {
            v1::SignalOutcome::Duplicate
        } else {
            v1::SignalOutcome::Applied
        };
        Self {
            sub_biz_order_id: result.key.sub_biz_order_id.into(),
            refund_goods_id: result.key.refund_goods_id.into(),
            outcome: outcome.into(),
        }
    }
}

/// A stored sub order, its amount in the unit of the setting.
pub(crate) fn refund(stored: SubOrder, unit: AmountUnit) -> v1::TaoxiandaRefund {
    let SubOrder {
        key,
        content,
        received_at,
    } = stored;
    v1::TaoxiandaRefund {
        shop_id: key.shop_id.into(),
        sub_order: Some(v1::RefundSuccessSubOrderRequest {
            sub_biz_order_id: key.sub_biz_order_id.into(),
            refund_goods_id: key.refund_goods_id.into(),
            fulfill_id: content.fulfill_id.map(Into::into),
            refund_id: content.refund_id.map(Into::into),
            sku_code: content.sku_code.map(Into::into),
            actual_refund_quantity: content.actual_refund_quantity.to_string(),
            refund_amount: unit.show(content.refund_amount),
            refund_type: content.goods_returned.map(i64::from),
            expect_fetch_sale_quantity: content
                .expect_fetch_sale_quantity
                .map(|quantity| quantity.to_string()),
        }),
        refund_amount_yuan: Some(yuan(content.refund_amount)),
        received_at: Some(time(received_at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        money::Fen,
        quantity::Quantity,
        taoxianda::{SubOrderContent, SubOrderKey},
        timestamp::Timestamp,
    };

    fn stored(goods_returned: Option<bool>) -> SubOrder {
        SubOrder {
            key: SubOrderKey {
                sub_biz_order_id: "S1".into(),
                refund_goods_id: "G1".into(),
                shop_id: "shop".into(),
            },
            content: SubOrderContent {
                fulfill_id: None,
                refund_id: Some("".into()),
                sku_code: None,
                actual_refund_quantity: Quantity::from_stored(1_500_000),
                refund_amount: Fen::from_stored(122),
                goods_returned,
                expect_fetch_sale_quantity: None,
            },
            received_at: Timestamp::default(),
        }
    }

    #[test]
    fn a_sub_order_reads_as_it_was_sent_and_its_amount_in_yuan_besides() {
        let shown = refund(stored(Some(true)), AmountUnit::Fen);
        assert_eq!(shown.refund_amount_yuan.unwrap().value, "1.22");
        let sub_order = shown.sub_order.unwrap();
        assert_eq!(sub_order.refund_amount, "122");
        assert_eq!(sub_order.actual_refund_quantity, "1.5");
        assert_eq!(sub_order.refund_id.as_deref(), Some(""));
        assert_eq!(sub_order.refund_type, Some(1));
    }

    #[test]
    fn an_unknown_type_of_refund_stays_unknown() {
        for (goods_returned, refund_type) in [(None, None), (Some(false), Some(0))] {
            let shown = refund(stored(goods_returned), AmountUnit::Yuan);
            let sub_order = shown.sub_order.unwrap();
            assert_eq!(sub_order.refund_type, refund_type);
            assert_eq!(sub_order.refund_amount, "1.22");
        }
    }
}
