DROP INDEX epay_callbacks_open_due;
