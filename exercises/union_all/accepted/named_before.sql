-- Idea: the list first, with a name, then sorted.
WITH everybody (kind, name) AS (
    SELECT 'customer', name FROM Customers
    UNION ALL
    SELECT 'employee', name FROM Employees
)
SELECT * FROM everybody
ORDER BY kind, name;
