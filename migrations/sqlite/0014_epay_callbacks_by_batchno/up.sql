-- Operators ask for the callbacks of a batch.
CREATE INDEX epay_callbacks_by_batchno ON epay_callbacks (batchno, trandeno);
