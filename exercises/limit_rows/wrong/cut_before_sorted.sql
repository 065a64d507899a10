-- Here the list is cut first and sorted afterwards: of the whole table, these are just the three lowest numbers.
-- What has to be done before LIMIT?
SELECT order_id, order_amount
FROM (SELECT order_id, order_amount FROM Orders ORDER BY order_id LIMIT 3) AS three
ORDER BY order_amount DESC, order_id;
