-- This counts thirteen salaries.
-- How many does the task say?
SELECT id, name, salary * 13 + 500
FROM Employees;
