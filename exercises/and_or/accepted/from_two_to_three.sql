-- Idea: the departments lie side by side, as whole numbers.
SELECT id, name
FROM Employees
WHERE department_id BETWEEN 2 AND 3 AND salary < 4000;
