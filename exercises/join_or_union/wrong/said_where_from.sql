-- The word that says where a name is from makes two different rows of a name that is in both tables.
-- UNION keeps each row once, and the whole row counts: look at what you take along.
SELECT name
FROM (
    SELECT name, 'employee' AS source FROM Employees
    UNION
    SELECT name, 'customer' AS source FROM Customers
) AS everybody;
