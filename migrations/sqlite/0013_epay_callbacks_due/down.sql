DROP INDEX epay_callbacks_due;
