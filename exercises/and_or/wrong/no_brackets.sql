-- Everybody in department 2 is here, whatever they earn: AND is done before OR, so the salary counts for department 3 alone.
-- Put brackets around what belongs together.
SELECT id, name
FROM Employees
WHERE department_id = 2 OR department_id = 3 AND salary < 4000;
