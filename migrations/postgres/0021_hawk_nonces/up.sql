-- The nonces that HAWK signatures have used up. Digests of them: a nonce may be
-- longer than an index takes. The time is the caller's clock in Unix seconds.
CREATE TABLE hawk_nonces (
    partner_id TEXT COLLATE "C" NOT NULL,
    ts INT8 NOT NULL,
    nonce_sha256 BYTEA NOT NULL,
    PRIMARY KEY (partner_id, ts, nonce_sha256)
);
