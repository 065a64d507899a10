-- Idea: write the average beside each employee.
SELECT id, name, salary
FROM (SELECT *, AVG(salary) OVER () AS average FROM Employees) AS beside
WHERE salary > average;
