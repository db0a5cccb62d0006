DROP TABLE douyin_notices;
