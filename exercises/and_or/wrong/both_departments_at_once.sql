-- No rows: nobody works in department 2 and in department 3 at the same time.
-- An employee is in one of them: which word is that?
SELECT id, name
FROM Employees
WHERE department_id = 2 AND department_id = 3 AND salary < 4000;
