-- Those that no signature can use any more are deleted, the oldest first.
CREATE INDEX hawk_nonces_by_ts ON hawk_nonces (ts);
