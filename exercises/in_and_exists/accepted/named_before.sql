-- Idea: a name for the inner query.
WITH large AS (
    SELECT customer_id FROM Orders WHERE 1900 < order_amount
)
SELECT name FROM Customers WHERE id IN (SELECT customer_id FROM large);
