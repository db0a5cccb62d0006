-- A callback as one usually writes it: it is saved by itself, then applied.
\set n :n + 1
\set i 100000000 + :first + (:n - 1) * :clients + :client_id
INSERT INTO epay_callbacks (trandeno, batchno, refundmoney_fen, state, reason, attempts, received_at_us, applied_at_us, next_attempt_at_us, revision) VALUES ('P' || :i, 'R' || :i, 10000, 'RECEIVED', NULL, 0, 1767225700000000, NULL, 1767225705000000, 1) ON CONFLICT DO NOTHING;
BEGIN;
SELECT o.state, o.pending_applications, o.revision, p.paid_fen, p.refunded_fen, p.pending_fen, a.amount_fen, a.status FROM payments p JOIN orders o ON o.order_id = p.order_id JOIN t_sp_yd_sxf a ON a.trandeno = p.trandeno AND a.batchno = 'R' || :i WHERE p.trandeno = 'P' || :i FOR UPDATE;
UPDATE t_sp_yd_sxf SET status = '已办理', actual_fen = 10000, handled_at_us = 1767225700000000 WHERE trandeno = 'P' || :i AND batchno = 'R' || :i;
UPDATE payments SET refunded_fen = refunded_fen + 10000, pending_fen = pending_fen - 10000 WHERE trandeno = 'P' || :i;
UPDATE orders SET state = 'CLOSED', pending_applications = pending_applications - 1, closed_by_refund = true, last_event_at_us = 1767225700000000, revision = revision + 1 WHERE order_id = 'A' || :i;
UPDATE epay_callbacks SET state = 'APPLIED', attempts = 1, applied_at_us = 1767225700000000, next_attempt_at_us = NULL, revision = 2 WHERE trandeno = 'P' || :i AND batchno = 'R' || :i;
INSERT INTO audit_events (stream, recorded_at_us, kind, attributes) VALUES ('order/A' || :i, 1767225700000000, 'CALLBACK_APPLIED', '{"batchno":"R' || :i || '","trandeno":"P' || :i || '","amount":"100.00","state":"CLOSED"}');
COMMIT;
