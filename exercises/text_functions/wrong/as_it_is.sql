-- The name is as it stands in the table; the task wants capitals.
-- A function makes them: which?
SELECT id, name, LENGTH(name)
FROM Employees;
