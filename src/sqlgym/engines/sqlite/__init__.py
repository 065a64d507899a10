"""SQLite: its session, and what of its plans and catalog judging rests on."""
