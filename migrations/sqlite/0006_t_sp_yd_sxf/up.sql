-- A refund application. The name is the legacy table's, which reports know.
-- Every row is updated once, when its callback is applied.
CREATE TABLE t_sp_yd_sxf (
    trandeno TEXT NOT NULL,
    batchno TEXT NOT NULL,
    order_id TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    status TEXT NOT NULL CHECK (status IN ('未办理', '已办理')),
    actual_fen INTEGER,
    created_at_us INTEGER NOT NULL,
    handled_at_us INTEGER,
    PRIMARY KEY (trandeno, batchno),
    CHECK ((status = '已办理') = (actual_fen IS NOT NULL)),
    CHECK ((actual_fen IS NULL) = (handled_at_us IS NULL))
) STRICT, WITHOUT ROWID;
