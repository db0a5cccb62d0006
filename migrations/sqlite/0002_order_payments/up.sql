-- Which payments an order has: the way from the order's shard to the payments'.
CREATE TABLE order_payments (
    order_id TEXT NOT NULL,
    trandeno TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (order_id, trandeno)
) STRICT, WITHOUT ROWID;
