-- Another amount that was received under a callback's key.
CREATE TABLE epay_callback_conflicts (
    trandeno TEXT NOT NULL,
    batchno TEXT NOT NULL,
    refundmoney_fen INTEGER NOT NULL,
    received_at_us INTEGER NOT NULL,
    PRIMARY KEY (trandeno, batchno, refundmoney_fen)
) STRICT, WITHOUT ROWID;
