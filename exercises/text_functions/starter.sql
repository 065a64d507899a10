-- The name is as it was, and there is a column too few.
SELECT id, name
FROM Employees;
