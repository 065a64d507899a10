"""Constants of queries in, values put into columns on purpose and worlds of them out."""
