-- Idea: the average as a table of one row, beside everybody.
SELECT e.id, e.name, e.salary
FROM Employees AS e
CROSS JOIN (SELECT AVG(salary) AS average FROM Employees) AS a
WHERE e.salary > a.average;
