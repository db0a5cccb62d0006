-- A payment. The check is the last line of defence against refunding more than
-- was paid; the rules come first. Half of each page is left as in orders.
CREATE TABLE payments (
    trandeno TEXT COLLATE "C" NOT NULL,
    order_id TEXT COLLATE "C" NOT NULL,
    paid_fen INT8 NOT NULL,
    refunded_fen INT8 NOT NULL CHECK (refunded_fen >= 0),
    pending_fen INT8 NOT NULL CHECK (pending_fen >= 0),
    PRIMARY KEY (trandeno),
    CHECK (refunded_fen + pending_fen <= paid_fen)
) WITH (fillfactor = 50);
