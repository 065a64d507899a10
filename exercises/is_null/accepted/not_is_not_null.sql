-- Idea: not those whose salary is there.
SELECT id, name
FROM Employees
WHERE NOT (salary IS NOT NULL);
