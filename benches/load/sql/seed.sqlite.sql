-- Orders of one payment and one ticket: {waiting} with a refund that waits for
-- its callback, {paid} that can be refunded, {closed} whose callback has come.
-- Numbers as in workload.rs.
INSERT INTO orders
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {waiting}
)
SELECT 'A' || n, 'THIRD_PARTY_REFUNDING', 1, NULL, 1, false, 1767225600000000, 2, 1767225600000000
FROM numbers;
INSERT INTO order_payments
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {waiting}
)
SELECT 'A' || n, 'P' || n, 0
FROM numbers;
INSERT INTO payments
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {waiting}
)
SELECT 'P' || n, 'A' || n, 10000, 0, 10000
FROM numbers;
INSERT INTO tickets
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {waiting}
)
SELECT 'A' || n, 'T' || n, 0, 10000, false, 'ACTIVE', 'R' || n
FROM numbers;
INSERT INTO refunds
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {waiting}
)
SELECT 'A' || n, 'R' || n, true, 10000, NULL, 1767225600000000
FROM numbers;
INSERT INTO t_sp_yd_sxf
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {waiting}
)
SELECT 'P' || n, 'R' || n, 'A' || n, 10000, '未办理', NULL, 1767225600000000, NULL
FROM numbers;
INSERT INTO orders
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {paid}
)
SELECT 'F' || n, 'PAID', 1, '{agent}', 0, false, 1767225600000000, 1, 1767225600000000
FROM numbers;
INSERT INTO order_payments
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {paid}
)
SELECT 'F' || n, 'Q' || n, 0
FROM numbers;
INSERT INTO payments
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {paid}
)
SELECT 'Q' || n, 'F' || n, 10000, 0, 0
FROM numbers;
INSERT INTO tickets
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {paid}
)
SELECT 'F' || n, 'T' || n, 0, 10000, false, 'ACTIVE', NULL
FROM numbers;
INSERT INTO orders
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'Z' || n, 'CLOSED', 1, NULL, 0, true, 1767225600000000, 3, 1767225600000000
FROM numbers;
INSERT INTO order_payments
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'Z' || n, 'Y' || n, 0
FROM numbers;
INSERT INTO payments
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'Y' || n, 'Z' || n, 10000, 10000, 0
FROM numbers;
INSERT INTO tickets
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'Z' || n, 'T' || n, 0, 10000, false, 'ACTIVE', 'X' || n
FROM numbers;
INSERT INTO refunds
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'Z' || n, 'X' || n, true, 10000, NULL, 1767225600000000
FROM numbers;
INSERT INTO t_sp_yd_sxf
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'Y' || n, 'X' || n, 'Z' || n, 10000, '已办理', 10000, 1767225600000000, 1767225600000000
FROM numbers;
INSERT INTO epay_callbacks
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'Y' || n, 'X' || n, 10000, 'APPLIED', NULL, 1, 1767225600000000, 1767225600000000, NULL, 2
FROM numbers;
INSERT INTO audit_events
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'order/Z' || n, 1767225600000000, 'CALLBACK_APPLIED', '{}'
FROM numbers;
INSERT INTO douyin_notices
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'E' || n, 'C' || n, '', 1, 0, 1767225600, 1767225600, 1, 1767225600000000, 1, 1
FROM numbers;
INSERT INTO douyin_notice_history
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'E' || n, 'C' || n, 1, '', 1, 0, 1767225600, 1767225600, 1, 1767225600000000, true
FROM numbers;
INSERT INTO taoxianda_refunds
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {closed}
)
SELECT 'H' || n, 'G' || n, 'older', NULL, NULL, NULL, 1000000, 1250, true, NULL, 1767225600000000
FROM numbers;
