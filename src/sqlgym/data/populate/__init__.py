"""data.toml and Faker in, rows in DuckDB tables out: any size, and the same rows for the same seed.

recipe    data.toml → Recipe, every mistake named
infer     a column without settings → settings, from its name, its type and its CHECKs
budget    what all of it may take, time and room
draw      Faker → a bounded pool of values
domain    settings → the values a column may take, numbered
settings  the recipe at one size, its gaps inferred
chance    numbers that look drawn by lot, as SQL
spread    row number → SQL for each column: which of its values, which parent, NULL or planted
plant     planted rows and quotas → values pinned to single rows
write     that SQL, or rows from anywhere, into tables
"""
