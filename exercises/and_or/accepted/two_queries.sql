-- Idea: one query for each department, one below the other.
SELECT id, name FROM Employees WHERE department_id = 2 AND salary < 4000
UNION ALL
SELECT id, name FROM Employees WHERE department_id = 3 AND salary < 4000;
