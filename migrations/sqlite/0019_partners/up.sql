-- Who may call with HAWK signatures. The key is sealed with the master key, which
-- the database does not have.
CREATE TABLE partners (
    id TEXT NOT NULL,
    algorithm TEXT NOT NULL CHECK (algorithm IN ('SHA256', 'SHA1')),
    payload_hash_required INTEGER NOT NULL CHECK (payload_hash_required IN (0, 1)),
    sealed_key BLOB NOT NULL,
    created_at_us INTEGER NOT NULL,
    disabled_at_us INTEGER,
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
