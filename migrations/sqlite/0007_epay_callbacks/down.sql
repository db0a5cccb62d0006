DROP TABLE epay_callbacks;
