-- This counts the digits of the id.
-- What stands in the brackets of LENGTH?
SELECT id, UPPER(name), LENGTH(CAST(id AS VARCHAR))
FROM Employees;
