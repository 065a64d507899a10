-- Idea: the highest amount as a table of one row.
SELECT e.id, e.name
FROM Employees AS e
JOIN (SELECT MAX(salary) AS salary FROM Employees) AS top ON top.salary = e.salary
ORDER BY e.id;
