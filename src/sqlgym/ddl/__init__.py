"""SQL scripts as people and dump programs write them: text in, tables with their keys and rows out; no engine in here.

lexis       what a dialect's text is made of: quotes, comments, escapes
reader      text in blocks → tokens, each with its line; whole rows of VALUES at one stroke
statements  tokens → statements, by semicolons or as the dialect ends them
values      the tokens of a value → the value, where no engine is needed for it
columns     a type's words → a portable type, with what changes
create      CREATE TABLE → Draft
alter       ALTER TABLE, COMMENT ON and the like → a Draft with more in it
draft       tables as they are written, with keys that may refer to later ones
"""
