-- The rows are in order; the salary stands in the second column and the name in the third.
-- The columns come in the order in which you write them after SELECT.
SELECT id, salary, name
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary DESC, name;
