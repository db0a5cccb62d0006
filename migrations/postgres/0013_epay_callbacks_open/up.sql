-- Callbacks that are not applied, or never will be: what recovery and operators
-- look for. An index of epay_callbacks that is kept by hand, because one on its
-- changing columns would make PostgreSQL write all of its indexes anew for every
-- callback that is applied. Nearly all are applied as soon as they are saved, and
-- never come in here: see epay_callback_batches.
CREATE TABLE epay_callbacks_open (
    trandeno TEXT COLLATE "C" NOT NULL,
    batchno TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    received_at_us INT8 NOT NULL,
    next_attempt_at_us INT8,
    PRIMARY KEY (trandeno, batchno)
);
