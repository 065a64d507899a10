-- This compares with the average of all who have a department: in the brackets both columns mean the inner table.
-- Write before each of them whose it is.
SELECT id, name
FROM Employees
WHERE salary > (SELECT AVG(salary) FROM Employees WHERE department_id = department_id);
