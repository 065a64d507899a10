-- Only employees without a department are here.
-- Look at WHERE: the task wants every employee.
SELECT e.id, e.name, d.name
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
WHERE d.id IS NULL;
