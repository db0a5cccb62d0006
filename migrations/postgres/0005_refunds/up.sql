-- A refund of an order: what one batch number stands for.
CREATE TABLE refunds (
    order_id TEXT COLLATE "C" NOT NULL,
    batchno TEXT COLLATE "C" NOT NULL,
    whole_order BOOLEAN NOT NULL,
    amount_fen INT8 NOT NULL,
    memory TEXT COLLATE "C",
    requested_at_us INT8 NOT NULL,
    PRIMARY KEY (order_id, batchno)
) WITH (fillfactor = 80);
