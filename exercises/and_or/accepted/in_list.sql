-- Idea: IN is a short way of writing OR.
SELECT id, name
FROM Employees
WHERE department_id IN (2, 3) AND salary < 4000;
