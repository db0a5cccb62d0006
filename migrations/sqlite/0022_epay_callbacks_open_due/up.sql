-- Recovery asks for what is due; what waits for an operator is not in here.
CREATE INDEX epay_callbacks_open_due ON epay_callbacks_open (next_attempt_at_us)
WHERE next_attempt_at_us IS NOT NULL;
