-- Idea: add up a 1 for each; of no rows the sum is NULL, so 0 is put there.
SELECT COUNT(1), COALESCE(SUM(CASE WHEN region IS NOT NULL THEN 1 ELSE 0 END), 0)
FROM Customers AS c;
