-- An amount that two employees earn is missing altogether.
-- HAVING keeps the amounts that come once; the task wants each amount, and each once.
SELECT salary
FROM Employees
WHERE salary IS NOT NULL
GROUP BY salary
HAVING COUNT(*) = 1;
