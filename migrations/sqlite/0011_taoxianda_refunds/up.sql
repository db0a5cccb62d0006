-- A sub order that Taoxianda refunded. The key begins with what spreads best.
CREATE TABLE taoxianda_refunds (
    sub_biz_order_id TEXT NOT NULL,
    refund_goods_id TEXT NOT NULL,
    shop_id TEXT NOT NULL,
    fulfill_id TEXT,
    refund_id TEXT,
    sku_code TEXT,
    actual_refund_quantity_millionths INTEGER NOT NULL,
    refund_amount_fen INTEGER NOT NULL,
    goods_returned INTEGER CHECK (goods_returned IN (0, 1)),
    expect_fetch_sale_quantity_millionths INTEGER,
    received_at_us INTEGER NOT NULL,
    PRIMARY KEY (sub_biz_order_id, refund_goods_id, shop_id)
) STRICT, WITHOUT ROWID;
