-- Orders of one payment and one ticket: {waiting} with a refund that waits for
-- its callback, {paid} that can be refunded, {closed} whose callback has come.
-- Numbers as in workload.rs.
INSERT INTO orders
SELECT 'A' || n, 'THIRD_PARTY_REFUNDING', 1, NULL, 1, false, 1767225600000000, 2, 1767225600000000
FROM generate_series(100000000, 100000000 + {waiting} - 1) AS n;
INSERT INTO order_payments SELECT 'A' || n, 'P' || n, 0
FROM generate_series(100000000, 100000000 + {waiting} - 1) AS n;
INSERT INTO payments SELECT 'P' || n, 'A' || n, 10000, 0, 10000
FROM generate_series(100000000, 100000000 + {waiting} - 1) AS n;
INSERT INTO tickets SELECT 'A' || n, 'T' || n, 0, 10000, false, 'ACTIVE', 'R' || n
FROM generate_series(100000000, 100000000 + {waiting} - 1) AS n;
INSERT INTO refunds SELECT 'A' || n, 'R' || n, true, 10000, NULL, 1767225600000000
FROM generate_series(100000000, 100000000 + {waiting} - 1) AS n;
INSERT INTO t_sp_yd_sxf SELECT 'P' || n, 'R' || n, 'A' || n, 10000, '未办理', NULL, 1767225600000000, NULL
FROM generate_series(100000000, 100000000 + {waiting} - 1) AS n;

INSERT INTO orders
SELECT 'F' || n, 'PAID', 1, '{agent}', 0, false, 1767225600000000, 1, 1767225600000000
FROM generate_series(100000000, 100000000 + {paid} - 1) AS n;
INSERT INTO order_payments SELECT 'F' || n, 'Q' || n, 0
FROM generate_series(100000000, 100000000 + {paid} - 1) AS n;
INSERT INTO payments SELECT 'Q' || n, 'F' || n, 10000, 0, 0
FROM generate_series(100000000, 100000000 + {paid} - 1) AS n;
INSERT INTO tickets SELECT 'F' || n, 'T' || n, 0, 10000, false, 'ACTIVE', NULL
FROM generate_series(100000000, 100000000 + {paid} - 1) AS n;

INSERT INTO orders
SELECT 'Z' || n, 'CLOSED', 1, NULL, 0, true, 1767225600000000, 3, 1767225600000000
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
INSERT INTO order_payments SELECT 'Z' || n, 'Y' || n, 0
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
INSERT INTO payments SELECT 'Y' || n, 'Z' || n, 10000, 10000, 0
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
INSERT INTO tickets SELECT 'Z' || n, 'T' || n, 0, 10000, false, 'ACTIVE', 'X' || n
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
INSERT INTO refunds SELECT 'Z' || n, 'X' || n, true, 10000, NULL, 1767225600000000
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
INSERT INTO t_sp_yd_sxf SELECT 'Y' || n, 'X' || n, 'Z' || n, 10000, '已办理', 10000, 1767225600000000, 1767225600000000
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
INSERT INTO epay_callbacks
SELECT 'Y' || n, 'X' || n, 10000, 'APPLIED', NULL, 1, 1767225600000000, 1767225600000000, NULL, 2
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
INSERT INTO audit_events SELECT 'order/Z' || n, 1767225600000000, 'CALLBACK_APPLIED', '{}'
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
INSERT INTO douyin_notices
SELECT 'E' || n, 'C' || n, '', 1, 0, 1767225600, 1767225600, 1, 1767225600000000, 1, 1
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
INSERT INTO douyin_notice_history
SELECT 'E' || n, 'C' || n, 1, '', 1, 0, 1767225600, 1767225600, 1, 1767225600000000, true
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
INSERT INTO taoxianda_refunds
SELECT 'H' || n, 'G' || n, 'older', NULL, NULL, NULL, 1000000, 1250, true, NULL, 1767225600000000
FROM generate_series(100000000, 100000000 + {closed} - 1) AS n;
