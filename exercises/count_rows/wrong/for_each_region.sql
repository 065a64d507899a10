-- There is a row for each region; the task wants one row in all.
-- Look at the last line.
SELECT COUNT(*), COUNT(region)
FROM Customers
GROUP BY region;
