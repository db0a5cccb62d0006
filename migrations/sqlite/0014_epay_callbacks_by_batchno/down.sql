DROP INDEX epay_callbacks_by_batchno;
