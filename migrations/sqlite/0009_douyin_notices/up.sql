-- The Douyin notice in force of each certificate. Its times are Unix seconds,
-- as they were sent.
CREATE TABLE douyin_notices (
    order_id TEXT NOT NULL,
    certificate_id TEXT NOT NULL,
    code TEXT NOT NULL,
    total_count INTEGER NOT NULL,
    verify_count INTEGER NOT NULL,
    apply_time INTEGER NOT NULL,
    audit_time INTEGER NOT NULL,
    audit_result INTEGER NOT NULL,
    received_at_us INTEGER NOT NULL,
    history_length INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (order_id, certificate_id)
) STRICT, WITHOUT ROWID;
