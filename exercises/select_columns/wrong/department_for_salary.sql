-- The second column holds the number of the department, not the salary.
-- Compare the names of your columns with those that the task wants.
SELECT name, department_id
FROM Employees;
