-- An order: the aggregate. Whatever belongs to it changes only together with
-- its revision, which guards every write. Half of each page is left for the next
-- versions of its rows, so that no index is written anew for them: the refunds of
-- an event that is called off change all orders of a page at once.
CREATE TABLE orders (
    order_id TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN (
        'UNPAID', 'PAID', 'DEPOSIT_AUTHORIZED', 'REBATE_BALANCE_AUTHORIZED',
        'THIRD_PARTY_REFUNDING', 'SETTLED', 'CLOSED'
    )),
    version INT8 NOT NULL,
    agent TEXT COLLATE "C",
    pending_applications INT4 NOT NULL CHECK (pending_applications >= 0),
    closed_by_refund BOOLEAN NOT NULL,
    last_event_at_us INT8 NOT NULL,
    revision INT8 NOT NULL,
    created_at_us INT8 NOT NULL,
    PRIMARY KEY (order_id)
) WITH (fillfactor = 50);
