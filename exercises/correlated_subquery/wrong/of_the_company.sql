-- This compares with the average of the company.
-- Nothing in the brackets says whose department is meant.
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary > (SELECT AVG(o.salary) FROM Employees AS o);
