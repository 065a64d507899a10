-- Idea: say the salary with each department; then no brackets are needed.
SELECT id, name
FROM Employees
WHERE department_id = 2 AND salary < 4000
   OR department_id = 3 AND salary < 4000;
