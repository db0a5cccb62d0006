DROP TABLE epay_callback_conflicts;
