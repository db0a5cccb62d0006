-- The nonces that HAWK signatures have used up. Digests of them: a nonce may be
-- longer than an index takes. The time is the caller's clock in Unix seconds; it
-- comes first, because those that no signature can use any more are deleted, the
-- oldest first.
CREATE TABLE hawk_nonces (
    ts INTEGER NOT NULL,
    partner_id TEXT NOT NULL,
    nonce_sha256 BLOB NOT NULL,
    PRIMARY KEY (ts, partner_id, nonce_sha256)
) STRICT, WITHOUT ROWID;
