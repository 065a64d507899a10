-- Idea: the regions as a small table to join with.
WITH wanted (region) AS (
    VALUES ('North'), ('East'), ('West')
)
SELECT c.id, c.name
FROM Customers AS c
JOIN wanted AS w ON w.region = c.region;
