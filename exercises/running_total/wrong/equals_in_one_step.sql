-- Two employees with the same salary show the same sum: what is equal in the order counts as one step.
-- Make the order complete: the task says what decides between equals.
SELECT id, salary, SUM(salary) OVER (ORDER BY salary) AS total
FROM Employees
WHERE salary IS NOT NULL;
