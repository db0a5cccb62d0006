-- Who may call with TOP signatures. The secret is sealed with the master key,
-- which the database does not have.
CREATE TABLE top_apps (
    app_key TEXT COLLATE "C" NOT NULL,
    sealed_secret BYTEA NOT NULL,
    created_at_us INT8 NOT NULL,
    disabled_at_us INT8,
    PRIMARY KEY (app_key)
);
