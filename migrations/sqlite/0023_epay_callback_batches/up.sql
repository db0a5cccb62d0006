-- Callbacks that were saved together and are about to be applied together, which
-- deletes the row again. One that is still there when it is due was left behind,
-- and recovery looks after its callbacks one by one. They are a JSON array of
-- pairs of trade and batch number.
CREATE TABLE epay_callback_batches (
    batch_id TEXT NOT NULL,
    due_at_us INTEGER NOT NULL,
    received_at_us INTEGER NOT NULL,
    callback_count INTEGER NOT NULL,
    callbacks TEXT NOT NULL,
    PRIMARY KEY (batch_id)
) STRICT;
