-- Of an empty table the second number is NULL here, and the task wants 0: a sum of nothing is NULL.
-- Which function gives 0 by itself?
SELECT COUNT(*), SUM(CASE WHEN region IS NOT NULL THEN 1 ELSE 0 END)
FROM Customers;
