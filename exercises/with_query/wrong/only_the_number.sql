-- The number is right, and nobody knows which day it is of: a column is missing.
-- Compare each day's number with it.
WITH days AS (
    SELECT order_date, COUNT(*) AS orders FROM Orders GROUP BY order_date
)
SELECT MAX(orders) FROM days;
