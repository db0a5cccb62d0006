-- Operators ask for what needs them, and for what they have dealt with.
CREATE INDEX epay_callbacks_open_by_state
ON epay_callbacks_open (state, trandeno, batchno);
