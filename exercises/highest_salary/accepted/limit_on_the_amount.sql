-- Idea: LIMIT for the amount alone, where a tie does no harm.
SELECT id, name
FROM Employees
WHERE salary = (SELECT salary FROM Employees WHERE salary IS NOT NULL ORDER BY salary DESC LIMIT 1);
