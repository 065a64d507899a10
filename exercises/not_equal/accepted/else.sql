-- Idea: ELSE takes all that is not true, the unknown too.
SELECT c.id, c.name
FROM Customers AS c
WHERE CASE WHEN c.region = 'North' THEN 0 ELSE 1 END = 1;
