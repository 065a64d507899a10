-- Idea: find the customers with large orders first.
WITH large AS (
    SELECT DISTINCT customer_id FROM Orders WHERE order_amount >= 1000
)
SELECT c.id, c.name
FROM Customers AS c
LEFT JOIN large AS l ON l.customer_id = c.id
WHERE l.customer_id IS NULL;
