-- A refund application. The name is the legacy table's, which reports know.
-- Every row is updated once, when its callback is applied: half of each page is
-- left for that.
CREATE TABLE t_sp_yd_sxf (
    trandeno TEXT COLLATE "C" NOT NULL,
    batchno TEXT COLLATE "C" NOT NULL,
    order_id TEXT COLLATE "C" NOT NULL,
    amount_fen INT8 NOT NULL CHECK (amount_fen > 0),
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('未办理', '已办理')),
    actual_fen INT8,
    created_at_us INT8 NOT NULL,
    handled_at_us INT8,
    PRIMARY KEY (trandeno, batchno),
    CHECK ((status = '已办理') = (actual_fen IS NOT NULL)),
    CHECK ((actual_fen IS NULL) = (handled_at_us IS NULL))
) WITH (fillfactor = 50);
