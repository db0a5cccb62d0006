-- Reconcilers ask for a shop's refunds.
CREATE INDEX taoxianda_refunds_by_shop
ON taoxianda_refunds (shop_id, sub_biz_order_id, refund_goods_id);
