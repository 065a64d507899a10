-- Employees whose salary is NULL are in your list; the task wants those whose salary is known.
-- Leave them out with a condition.
SELECT id, name, salary
FROM Employees
ORDER BY salary DESC, name;
