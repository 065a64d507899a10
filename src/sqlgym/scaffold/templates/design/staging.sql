-- TODO: the one wide table as somebody keeps it today, and its rows: two for each thing that is repeated, two people of one
-- name, a list of two items and one of none. What the rows never show, a learner never sees.
CREATE TABLE {name}_flat (
);
