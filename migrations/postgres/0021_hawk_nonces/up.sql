-- The nonces that HAWK signatures have used up. Digests of them: a nonce may be
-- longer than an index takes. The time is the caller's clock in Unix seconds; it
-- comes first, because those that no signature can use any more are deleted, the
-- oldest first.
CREATE TABLE hawk_nonces (
    ts INT8 NOT NULL,
    partner_id TEXT COLLATE "C" NOT NULL,
    nonce_sha256 BYTEA NOT NULL,
    PRIMARY KEY (ts, partner_id, nonce_sha256)
);
