-- Every Douyin notice, numbered from 1 within its certificate.
CREATE TABLE douyin_notice_history (
    order_id TEXT NOT NULL,
    certificate_id TEXT NOT NULL,
    notice_number INTEGER NOT NULL,
    code TEXT NOT NULL,
    total_count INTEGER NOT NULL,
    verify_count INTEGER NOT NULL,
    apply_time INTEGER NOT NULL,
    audit_time INTEGER NOT NULL,
    audit_result INTEGER NOT NULL,
    received_at_us INTEGER NOT NULL,
    took_effect INTEGER NOT NULL CHECK (took_effect IN (0, 1)),
    PRIMARY KEY (order_id, certificate_id, notice_number)
) STRICT, WITHOUT ROWID;
