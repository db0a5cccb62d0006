-- Who may call with HAWK signatures. The key is sealed with the master key, which
-- the database does not have.
CREATE TABLE partners (
    id TEXT COLLATE "C" NOT NULL,
    algorithm TEXT COLLATE "C" NOT NULL CHECK (algorithm IN ('SHA256', 'SHA1')),
    payload_hash_required BOOLEAN NOT NULL,
    sealed_key BYTEA NOT NULL,
    created_at_us INT8 NOT NULL,
    disabled_at_us INT8,
    PRIMARY KEY (id)
);
