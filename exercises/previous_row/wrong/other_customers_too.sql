-- The order before is anybody's here: the window is made before WHERE of the outer query chooses the customer.
-- Choose the customer first, or give each a part of their own.
SELECT order_id, order_amount, amount_before
FROM (
    SELECT *, LAG(order_amount) OVER (ORDER BY order_id) AS amount_before
    FROM Orders
) AS everybody
WHERE customer_id = 12;
