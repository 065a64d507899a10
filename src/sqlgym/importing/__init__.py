"""What was read of a source → tables and rows in a database of its own, tried, and then a schema's files.

It runs in a locked process, in a folder that nobody else has: see sqlgym.sandbox.host.

job       what is to be read, and what came of it
staging   rows as texts → typed tables; what does not fit is said
types     the values of a column → the type that holds them all
script    SQL statements → tables and rows
files     databases and tables in files → tables and rows
keys      which keys and checks the rows keep
write     tables and rows → schema.sql, data.sql or data.toml
run       all of it
"""
