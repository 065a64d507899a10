-- Employees whose salary is NULL are missing; the task wants them, with NULL as pay.
-- Look at WHERE: which rows does it leave out?
SELECT id, name, salary * 12 + 500
FROM Employees
WHERE salary IS NOT NULL;
