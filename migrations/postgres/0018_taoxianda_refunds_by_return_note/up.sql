-- Operators ask for a return note.
CREATE INDEX taoxianda_refunds_by_return_note ON taoxianda_refunds (refund_goods_id);
