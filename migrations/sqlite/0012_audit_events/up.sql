-- What happened, by stream (`order/…` or `payment/…`); rows are only ever added.
-- The attributes are a JSON object of strings.
CREATE TABLE audit_events (
    stream TEXT NOT NULL,
    recorded_at_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    attributes TEXT NOT NULL,
    PRIMARY KEY (stream, recorded_at_us)
) STRICT, WITHOUT ROWID;
