-- This compares with the average of the company. How does the department come in?
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary > (SELECT AVG(o.salary) FROM Employees AS o);
