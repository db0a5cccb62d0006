-- A callback of the e-payment platform, saved before it is applied. None that
-- was received is without a time at which it is tried again.
CREATE TABLE epay_callbacks (
    trandeno TEXT NOT NULL,
    batchno TEXT NOT NULL,
    refundmoney_fen INTEGER NOT NULL CHECK (refundmoney_fen > 0),
    state TEXT NOT NULL CHECK (state IN ('RECEIVED', 'APPLIED', 'NEEDS_ATTENTION', 'RESOLVED')),
    reason TEXT,
    attempts INTEGER NOT NULL,
    received_at_us INTEGER NOT NULL,
    applied_at_us INTEGER,
    next_attempt_at_us INTEGER,
    revision INTEGER NOT NULL,
    PRIMARY KEY (trandeno, batchno),
    CHECK (state <> 'RECEIVED' OR next_attempt_at_us IS NOT NULL)
) STRICT, WITHOUT ROWID;
