-- Orders of one payment and one ticket: {applied} with a refund that waits for
-- its callback, {paid} that can be refunded. Numbers as in workload.rs.
INSERT INTO orders
SELECT 'A' || n, 'THIRD_PARTY_REFUNDING', 1, NULL, 1, false, 1767225600000000, 2, 1767225600000000
FROM generate_series(100000000, 100000000 + {applied} - 1) AS n;
INSERT INTO order_payments SELECT 'A' || n, 'P' || n, 0
FROM generate_series(100000000, 100000000 + {applied} - 1) AS n;
INSERT INTO payments SELECT 'P' || n, 'A' || n, 10000, 0, 10000
FROM generate_series(100000000, 100000000 + {applied} - 1) AS n;
INSERT INTO tickets SELECT 'A' || n, 'T' || n, 0, 10000, false, 'ACTIVE', 'R' || n
FROM generate_series(100000000, 100000000 + {applied} - 1) AS n;
INSERT INTO refunds SELECT 'A' || n, 'R' || n, true, 10000, NULL, 1, 1767225600000000
FROM generate_series(100000000, 100000000 + {applied} - 1) AS n;
INSERT INTO t_sp_yd_sxf SELECT 'P' || n, 'R' || n, 'A' || n, 10000, '未办理', NULL, 1767225600000000, NULL
FROM generate_series(100000000, 100000000 + {applied} - 1) AS n;

INSERT INTO orders
SELECT 'F' || n, 'PAID', 1, '{agent}', 0, false, 1767225600000000, 1, 1767225600000000
FROM generate_series(100000000, 100000000 + {paid} - 1) AS n;
INSERT INTO order_payments SELECT 'F' || n, 'Q' || n, 0
FROM generate_series(100000000, 100000000 + {paid} - 1) AS n;
INSERT INTO payments SELECT 'Q' || n, 'F' || n, 10000, 0, 0
FROM generate_series(100000000, 100000000 + {paid} - 1) AS n;
INSERT INTO tickets SELECT 'F' || n, 'T' || n, 0, 10000, false, 'ACTIVE', NULL
FROM generate_series(100000000, 100000000 + {paid} - 1) AS n;
