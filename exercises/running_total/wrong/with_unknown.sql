-- Employees whose salary is NULL are in your list; the task wants those whose salary is known.
-- Leave them out with a condition.
SELECT id, salary, SUM(salary) OVER (ORDER BY salary, id) AS total
FROM Employees;
