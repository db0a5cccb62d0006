DROP TABLE epay_callbacks_open;
