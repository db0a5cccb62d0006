-- Orders of one payment and one ticket: {applied} with a refund that waits for
-- its callback, {paid} that can be refunded. Numbers as in workload.rs.
INSERT INTO orders
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {applied}
)
SELECT 'A' || n, 'THIRD_PARTY_REFUNDING', 1, NULL, 1, false, 1767225600000000, 2, 1767225600000000
FROM numbers;
INSERT INTO order_payments
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {applied}
)
SELECT 'A' || n, 'P' || n, 0
FROM numbers;
INSERT INTO payments
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {applied}
)
SELECT 'P' || n, 'A' || n, 10000, 0, 10000
FROM numbers;
INSERT INTO tickets
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {applied}
)
SELECT 'A' || n, 'T' || n, 0, 10000, false, 'ACTIVE', 'R' || n
FROM numbers;
INSERT INTO refunds
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {applied}
)
SELECT 'A' || n, 'R' || n, true, 10000, NULL, 1, 1767225600000000
FROM numbers;
INSERT INTO t_sp_yd_sxf
WITH RECURSIVE numbers (n) AS (
    SELECT 100000000 UNION ALL SELECT n + 1 FROM numbers LIMIT {applied}
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
