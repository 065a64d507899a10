-- Idea: cut a list that is sorted already, and sort it once more.
WITH sorted AS (
    SELECT order_id, order_amount FROM Orders ORDER BY order_amount DESC, order_id LIMIT 3
)
SELECT * FROM sorted
ORDER BY order_amount DESC, order_id;
