-- Every Douyin notice, numbered from 1 within its certificate.
CREATE TABLE douyin_notice_history (
    order_id TEXT COLLATE "C" NOT NULL,
    certificate_id TEXT COLLATE "C" NOT NULL,
    notice_number INT4 NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    total_count INT4 NOT NULL,
    verify_count INT4 NOT NULL,
    apply_time INT8 NOT NULL,
    audit_time INT8 NOT NULL,
    audit_result INT4 NOT NULL,
    received_at_us INT8 NOT NULL,
    took_effect BOOLEAN NOT NULL,
    PRIMARY KEY (order_id, certificate_id, notice_number)
);
