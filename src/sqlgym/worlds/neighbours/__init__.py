"""Constants of queries in, values beside them that are put into columns on purpose out."""
