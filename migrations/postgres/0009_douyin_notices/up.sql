-- The Douyin notice in force of each certificate. Its times are Unix seconds,
-- as they were sent.
CREATE TABLE douyin_notices (
    order_id TEXT COLLATE "C" NOT NULL,
    certificate_id TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    total_count INT4 NOT NULL,
    verify_count INT4 NOT NULL,
    apply_time INT8 NOT NULL,
    audit_time INT8 NOT NULL,
    audit_result INT4 NOT NULL,
    received_at_us INT8 NOT NULL,
    history_length INT4 NOT NULL,
    revision INT8 NOT NULL,
    PRIMARY KEY (order_id, certificate_id)
) WITH (fillfactor = 80);
