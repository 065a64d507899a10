-- An amount that is paid in two departments comes twice: each department has groups of its own.
-- What may the groups be told apart by?
SELECT salary
FROM Employees
WHERE salary IS NOT NULL
GROUP BY department_id, salary;
