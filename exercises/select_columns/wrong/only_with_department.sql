-- Employees without a department are missing; the task wants them too.
-- Look at WHERE: it leaves out rows. Does the task leave out any?
SELECT name, salary
FROM Employees
WHERE department_id IS NOT NULL;
