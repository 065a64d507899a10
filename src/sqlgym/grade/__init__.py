"""A class's answers in, a verdict on each out: found in folders, judged by many workers, kept in a store."""
