-- No rows, as soon as there is any order: nothing says that it must be the employee's own.
-- What has to be equal inside of NOT EXISTS?
SELECT e.id, e.name
FROM Employees AS e
WHERE NOT EXISTS (SELECT 1 FROM Orders AS o WHERE o.employee_id IS NOT NULL);
