//! Taoxianda's sub orders.

use diesel::prelude::{Insertable, Queryable, Selectable};
use smol_str::SmolStr;

use crate::{
    domain::{
        money::Fen,
        quantity::Quantity,
        taoxianda::{SubOrder, SubOrderContent, SubOrderKey},
        timestamp::Timestamp,
    },
    store::schema::taoxianda_refunds,
};

/// A row of `taoxianda_refunds`.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = taoxianda_refunds)]
#[diesel(treat_none_as_default_value = false)]
pub(in crate::store) struct SubOrderRow {
    pub sub_biz_order_id: String,
    pub refund_goods_id: String,
    pub shop_id: String,
    pub fulfill_id: Option<String>,
    pub refund_id: Option<String>,
    pub sku_code: Option<String>,
    pub actual_refund_quantity_millionths: i64,
    pub refund_amount_fen: i64,
    pub goods_returned: Option<bool>,
    pub expect_fetch_sale_quantity_millionths: Option<i64>,
    pub received_at_us: i64,
}

impl From<SubOrderRow> for SubOrder {
    fn from(row: SubOrderRow) -> Self {
        Self {
            key: SubOrderKey {
                sub_biz_order_id: row.sub_biz_order_id.into(),
                refund_goods_id: row.refund_goods_id.into(),
                shop_id: row.shop_id.into(),
            },
            content: SubOrderContent {
                fulfill_id: row.fulfill_id.map(SmolStr::from),
                refund_id: row.refund_id.map(SmolStr::from),
                sku_code: row.sku_code.map(SmolStr::from),
                actual_refund_quantity: Quantity::from_stored(
                    row.actual_refund_quantity_millionths,
                ),
                refund_amount: Fen::from_stored(row.refund_amount_fen),
                goods_returned: row.goods_returned,
                expect_fetch_sale_quantity: row
                    .expect_fetch_sale_quantity_millionths
                    .map(Quantity::from_stored),
            },
            received_at: Timestamp::from_micros(row.received_at_us),
        }
    }
}

impl From<&SubOrder> for SubOrderRow {
    fn from(sub_order: &SubOrder) -> Self {
        let (key, content) = (&sub_order.key, &sub_order.content);
        Self {
            sub_biz_order_id: key.sub_biz_order_id.to_string(),
            refund_goods_id: key.refund_goods_id.to_string(),
            shop_id: key.shop_id.to_string(),
            fulfill_id: content.fulfill_id.as_ref().map(SmolStr::to_string),
            refund_id: content.refund_id.as_ref().map(SmolStr::to_string),
            sku_code: content.sku_code.as_ref().map(SmolStr::to_string),
            actual_refund_quantity_millionths: content.actual_refund_quantity.as_millionths(),
            refund_amount_fen: content.refund_amount.as_i64(),
            goods_returned: content.goods_returned,
            expect_fetch_sale_quantity_millionths: content
                .expect_fetch_sale_quantity
                .map(Quantity::as_millionths),
            received_at_us: sub_order.received_at.as_micros(),
        }
    }
}
