-- This counts all employees at once. Which part of a query makes groups?
SELECT NULL AS department_id, COUNT(*) AS employees
FROM Employees;
