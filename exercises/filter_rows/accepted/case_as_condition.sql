-- Idea: say yes or no with CASE.
SELECT id, name
FROM Employees
WHERE CASE WHEN salary > 5000 THEN 1 ELSE 0 END = 1;
