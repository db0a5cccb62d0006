-- What happened, by stream (`order/…` or `payment/…`); rows are only ever added.
-- The attributes are a JSON object of strings.
CREATE TABLE audit_events (
    stream TEXT COLLATE "C" NOT NULL,
    recorded_at_us INT8 NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    attributes TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (stream, recorded_at_us)
);
