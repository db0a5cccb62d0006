-- Which payments an order has: the way from the order's shard to the payments'.
CREATE TABLE order_payments (
    order_id TEXT COLLATE "C" NOT NULL,
    trandeno TEXT COLLATE "C" NOT NULL,
    position INT4 NOT NULL,
    PRIMARY KEY (order_id, trandeno)
);
