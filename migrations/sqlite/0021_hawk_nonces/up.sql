-- The nonces that HAWK signatures have used up. Digests of them: a nonce may be
-- longer than an index takes. The time is the caller's clock in Unix seconds.
CREATE TABLE hawk_nonces (
    partner_id TEXT NOT NULL,
    ts INTEGER NOT NULL,
    nonce_sha256 BLOB NOT NULL,
    PRIMARY KEY (partner_id, ts, nonce_sha256)
) STRICT, WITHOUT ROWID;
