DROP TABLE hawk_nonces;
