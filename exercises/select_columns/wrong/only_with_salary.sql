-- Employees whose salary is NULL are missing; the task wants them too.
-- Look at WHERE: it leaves out rows. Does the task leave out any?
SELECT name, salary
FROM Employees
WHERE salary IS NOT NULL;
