-- There are two numbers: the second part is not asked again, it only adds the 10.
-- The second part has to make the next number of the one before.
SELECT n, e.name
FROM (SELECT 1 AS n UNION ALL SELECT 10) AS numbers
LEFT JOIN Employees AS e ON e.id = n;
