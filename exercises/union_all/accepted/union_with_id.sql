-- Idea: with the id no two rows are alike, and UNION loses nobody.
SELECT kind, name
FROM (
    SELECT 'customer' AS kind, id, name FROM Customers
    UNION
    SELECT 'employee', id, name FROM Employees
) AS everybody;
