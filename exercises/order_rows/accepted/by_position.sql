-- Idea: the third and the second column of the result.
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY 3 DESC, 2;
