-- A ticket of an order, and the refund it is in.
CREATE TABLE tickets (
    order_id TEXT COLLATE "C" NOT NULL,
    ticketid TEXT COLLATE "C" NOT NULL,
    position INT4 NOT NULL,
    price_fen INT8 NOT NULL,
    gate_credential_issued BOOLEAN NOT NULL,
    fed_state TEXT COLLATE "C" NOT NULL CHECK (fed_state IN ('ACTIVE', 'REFUNDING', 'REFUNDED')),
    batchno TEXT COLLATE "C",
    PRIMARY KEY (order_id, ticketid)
) WITH (fillfactor = 80);
