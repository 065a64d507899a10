"""DuckDB: its session, and what of its syntax trees, plans and catalog judging rests on."""
