-- A callback of the e-payment platform, saved before it is applied. None that
-- was received is without a time at which it is tried again. Every row is updated
-- once, when the callback is applied: half of each page is left for that, and no
-- index has a column that changes then.
CREATE TABLE epay_callbacks (
    trandeno TEXT COLLATE "C" NOT NULL,
    batchno TEXT COLLATE "C" NOT NULL,
    refundmoney_fen INT8 NOT NULL CHECK (refundmoney_fen > 0),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN (
        'RECEIVED', 'APPLIED', 'NEEDS_ATTENTION', 'RESOLVED'
    )),
    reason TEXT COLLATE "C",
    attempts INT4 NOT NULL,
    received_at_us INT8 NOT NULL,
    applied_at_us INT8,
    next_attempt_at_us INT8,
    revision INT8 NOT NULL,
    PRIMARY KEY (trandeno, batchno),
    CHECK (state <> 'RECEIVED' OR next_attempt_at_us IS NOT NULL)
) WITH (fillfactor = 50);
