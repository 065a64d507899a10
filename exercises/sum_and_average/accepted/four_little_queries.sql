-- Idea: each value by a query of its own.
SELECT
    (SELECT SUM(salary) FROM Employees) AS total,
    (SELECT AVG(salary) FROM Employees) AS average,
    (SELECT MIN(salary) FROM Employees) AS lowest,
    (SELECT MAX(salary) FROM Employees) AS highest;
