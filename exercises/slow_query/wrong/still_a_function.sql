-- The totals are worked out once now, but a function stands around the date, so its index cannot be used and every order is read.
-- From which day to which day? Leave the column alone on its side of the comparison.
WITH march AS (
    SELECT * FROM Orders WHERE CAST(order_date AS VARCHAR) LIKE '2025-03%'
)
SELECT
    m.order_id,
    (SELECT c.name FROM Customers AS c WHERE c.id = m.customer_id) AS name,
    m.order_amount,
    SUM(m.order_amount) OVER (PARTITION BY m.customer_id) AS total,
    100.0 * m.order_amount / NULLIF(SUM(m.order_amount) OVER (PARTITION BY m.customer_id), 0) AS share
FROM march AS m;
