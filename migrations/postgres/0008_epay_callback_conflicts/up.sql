-- Another amount that was received under a callback's key.
CREATE TABLE epay_callback_conflicts (
    trandeno TEXT COLLATE "C" NOT NULL,
    batchno TEXT COLLATE "C" NOT NULL,
    refundmoney_fen INT8 NOT NULL,
    received_at_us INT8 NOT NULL,
    PRIMARY KEY (trandeno, batchno, refundmoney_fen)
);
