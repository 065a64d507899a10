-- Idea: each number by a query of its own.
SELECT
    (SELECT COUNT(*) FROM Customers) AS customers,
    (SELECT COUNT(*) FROM Customers WHERE region IS NOT NULL) AS with_region;
