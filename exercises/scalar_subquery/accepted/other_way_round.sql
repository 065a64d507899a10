-- Idea: the average is less than the salary.
SELECT e.id, e.name, e.salary
FROM Employees AS e
WHERE (SELECT AVG(o.salary) FROM Employees AS o WHERE o.salary IS NOT NULL) < e.salary;
