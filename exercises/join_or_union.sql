-- Set one below the other first, and let each name through once at the end.
SELECT DISTINCT everybody.name
FROM (
    SELECT name FROM Employees
    UNION ALL
    SELECT name FROM Customers
) AS everybody;
