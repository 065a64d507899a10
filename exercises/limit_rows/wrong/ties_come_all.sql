-- With a tie on the third place there are four rows or more; the task wants three.
-- RANK gives equal amounts the same number. Which function gives each row its own?
SELECT order_id, order_amount
FROM (
    SELECT order_id, order_amount, RANK() OVER (ORDER BY order_amount DESC) AS place
    FROM Orders
) AS ranked
WHERE place <= 3
ORDER BY order_amount DESC, order_id;
