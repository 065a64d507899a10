-- Idea: a comparison is NULL only if the salary is.
SELECT id, name
FROM Employees
WHERE (salary >= 0) IS NULL;
