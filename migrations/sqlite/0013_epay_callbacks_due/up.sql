-- Recovery asks for what is due; what is applied is not in here.
CREATE INDEX epay_callbacks_due ON epay_callbacks (next_attempt_at_us)
WHERE next_attempt_at_us IS NOT NULL;
