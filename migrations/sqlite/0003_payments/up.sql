-- A payment. The check is the last line of defence against refunding more than
-- was paid; the rules come first.
CREATE TABLE payments (
    trandeno TEXT NOT NULL,
    order_id TEXT NOT NULL,
    paid_fen INTEGER NOT NULL,
    refunded_fen INTEGER NOT NULL CHECK (refunded_fen >= 0),
    pending_fen INTEGER NOT NULL CHECK (pending_fen >= 0),
    PRIMARY KEY (trandeno),
    CHECK (refunded_fen + pending_fen <= paid_fen)
) STRICT, WITHOUT ROWID;
