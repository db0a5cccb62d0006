DROP TABLE douyin_notice_history;
