-- The number of the employee and the pay are there; the name is missing.
-- Count the columns that the task wants.
SELECT id, salary * 12 + 500
FROM Employees;
