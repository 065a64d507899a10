-- Employees whose salary is NULL are in your list: nobody is found who earns more than an unknown salary.
-- Leave them out with a condition.
SELECT e.id, e.name
FROM Employees AS e
WHERE NOT EXISTS (SELECT 1 FROM Employees AS o WHERE o.salary > e.salary);
