-- Callbacks that were saved together and are about to be applied together, which
-- deletes the row again. One that is still there when it is due was left behind,
-- and recovery looks after its callbacks one by one. They are a JSON array of
-- pairs of trade and batch number.
CREATE TABLE epay_callback_batches (
    batch_id TEXT COLLATE "C" NOT NULL,
    due_at_us INT8 NOT NULL,
    received_at_us INT8 NOT NULL,
    callback_count INT4 NOT NULL,
    callbacks TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (batch_id)
);
