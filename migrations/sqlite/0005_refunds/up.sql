-- A refund of an order: what one batch number stands for.
CREATE TABLE refunds (
    order_id TEXT NOT NULL,
    batchno TEXT NOT NULL,
    whole_order INTEGER NOT NULL CHECK (whole_order IN (0, 1)),
    amount_fen INTEGER NOT NULL,
    memory TEXT,
    requested_at_us INTEGER NOT NULL,
    PRIMARY KEY (order_id, batchno)
) STRICT, WITHOUT ROWID;
