//! Taoxianda's sub orders.

use crate::{
    domain::{quantity::Quantity, taoxianda::SubOrder},
    store::postgres::arrays::{Write, int8, optional_bool, optional_int8, optional_text, text},
};

const INSERT: &str = "
    INSERT INTO taoxianda_refunds (
        sub_biz_order_id, refund_goods_id, shop_id, fulfill_id, refund_id, sku_code,
        actual_refund_quantity_millionths, refund_amount_fen, goods_returned,
        expect_fetch_sale_quantity_millionths, received_at_us
    )
    SELECT * FROM {} AS u";

pub(in crate::store::postgres) fn insert<'a>(rows: &[&'a SubOrder]) -> Write<'a> {
    let content = |row: &'a SubOrder| &row.content;
    Write::new(INSERT, rows)
        .with(text(rows, |row: &SubOrder| &row.key.sub_biz_order_id))
        .with(text(rows, |row: &SubOrder| &row.key.refund_goods_id))
        .with(text(rows, |row: &SubOrder| &row.key.shop_id))
        .with(optional_text(rows, |row| {
            content(row).fulfill_id.as_deref()
        }))
        .with(optional_text(rows, |row| content(row).refund_id.as_deref()))
        .with(optional_text(rows, |row| content(row).sku_code.as_deref()))
        .with(int8(rows, |row| {
            content(row).actual_refund_quantity.as_millionths()
        }))
        .with(int8(rows, |row| content(row).refund_amount.as_i64()))
        .with(optional_bool(rows, |row| content(row).goods_returned))
        .with(optional_int8(rows, |row| {
            let expected = content(row).expect_fetch_sale_quantity;
            expected.map(Quantity::as_millionths)
        }))
        .with(int8(rows, |row| row.received_at.as_micros()))
}
