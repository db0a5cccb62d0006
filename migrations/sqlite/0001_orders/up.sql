-- An order: the aggregate. Whatever belongs to it changes only together with
-- its revision, which guards every write.
CREATE TABLE orders (
    order_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'UNPAID', 'PAID', 'DEPOSIT_AUTHORIZED', 'REBATE_BALANCE_AUTHORIZED',
        'THIRD_PARTY_REFUNDING', 'SETTLED', 'CLOSED'
    )),
    version INTEGER NOT NULL,
    agent TEXT,
    pending_applications INTEGER NOT NULL CHECK (pending_applications >= 0),
    closed_by_refund INTEGER NOT NULL CHECK (closed_by_refund IN (0, 1)),
    last_event_at_us INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    created_at_us INTEGER NOT NULL,
    PRIMARY KEY (order_id)
) STRICT, WITHOUT ROWID;
