-- Idea: a little query in the place of a column.
SELECT
    e.id,
    UPPER(e.name),
    (SELECT LENGTH(o.name) FROM Employees AS o WHERE o.id = e.id)
FROM Employees AS e;
