-- Everybody in department 3 is here, whatever they earn: AND is done before OR, so the salary counts for department 2 alone.
-- Put brackets around what belongs together.
SELECT id, name
FROM Employees
WHERE salary < 4000 AND department_id = 2 OR department_id = 3;
