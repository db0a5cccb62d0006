-- Operators ask for the callbacks of a batch, which are few. Not sorted further:
-- while the table is empty, PostgreSQL would take an index that ends in the trade
-- number for one that begins with it.
CREATE INDEX epay_callbacks_by_batchno ON epay_callbacks (batchno);
