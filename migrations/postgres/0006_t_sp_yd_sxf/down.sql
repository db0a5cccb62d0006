DROP TABLE t_sp_yd_sxf;
