-- Every row says NAME: in single quotes “name” is a text, not a column.
-- Look at the quotes.
SELECT id, UPPER('name'), LENGTH('name')
FROM Employees;
