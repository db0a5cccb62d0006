-- A sub order that Taoxianda refunded. The key begins with what spreads best.
CREATE TABLE taoxianda_refunds (
    sub_biz_order_id TEXT COLLATE "C" NOT NULL,
    refund_goods_id TEXT COLLATE "C" NOT NULL,
    shop_id TEXT COLLATE "C" NOT NULL,
    fulfill_id TEXT COLLATE "C",
    refund_id TEXT COLLATE "C",
    sku_code TEXT COLLATE "C",
    actual_refund_quantity_millionths INT8 NOT NULL,
    refund_amount_fen INT8 NOT NULL,
    goods_returned BOOLEAN,
    expect_fetch_sale_quantity_millionths INT8,
    received_at_us INT8 NOT NULL,
    PRIMARY KEY (sub_biz_order_id, refund_goods_id, shop_id)
);
