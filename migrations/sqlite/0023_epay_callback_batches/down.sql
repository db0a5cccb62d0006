DROP TABLE epay_callback_batches;
