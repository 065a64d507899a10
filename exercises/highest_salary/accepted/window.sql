-- Idea: write the highest salary beside each employee.
SELECT id, name
FROM (SELECT *, MAX(salary) OVER () AS highest FROM Employees) AS beside
WHERE salary = highest;
