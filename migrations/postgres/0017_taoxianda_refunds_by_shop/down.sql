DROP INDEX taoxianda_refunds_by_shop;
