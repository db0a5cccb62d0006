DROP TABLE taoxianda_refunds;
