DROP INDEX hawk_nonces_by_ts;
