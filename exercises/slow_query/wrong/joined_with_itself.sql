-- Each order of the month is paired with every other one to find those of its customer: that is more work than before.
-- The totals can be worked out once, one for each customer, before anything is joined.
SELECT
    o.order_id,
    c.name,
    o.order_amount,
    SUM(i.order_amount) AS total,
    100.0 * o.order_amount / NULLIF(SUM(i.order_amount), 0) AS share
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
JOIN Orders AS i
    ON i.customer_id = o.customer_id AND i.order_date >= '2025-03-01' AND i.order_date < '2025-04-01'
WHERE o.order_date >= '2025-03-01' AND o.order_date < '2025-04-01'
GROUP BY o.order_id, c.name, o.order_amount;
