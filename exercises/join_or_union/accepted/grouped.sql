-- Idea: a group for each name.
WITH everybody AS (
    SELECT name FROM Customers
    UNION ALL
    SELECT name FROM Employees
)
SELECT name FROM everybody GROUP BY name ORDER BY name;
