SELECT SUM(salary) AS total, AVG(salary) AS average, MIN(salary) AS lowest, MAX(salary) AS highest
FROM Employees;
