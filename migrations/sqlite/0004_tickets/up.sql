-- A ticket of an order, and the refund it is in.
CREATE TABLE tickets (
    order_id TEXT NOT NULL,
    ticketid TEXT NOT NULL,
    position INTEGER NOT NULL,
    price_fen INTEGER NOT NULL,
    gate_credential_issued INTEGER NOT NULL CHECK (gate_credential_issued IN (0, 1)),
    fed_state TEXT NOT NULL CHECK (fed_state IN ('ACTIVE', 'REFUNDING', 'REFUNDED')),
    batchno TEXT,
    PRIMARY KEY (order_id, ticketid)
) STRICT, WITHOUT ROWID;
