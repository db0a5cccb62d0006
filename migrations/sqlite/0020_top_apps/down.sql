DROP TABLE top_apps;
