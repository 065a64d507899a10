-- Only orders that nobody handled are gone.
-- Look at the second half of the condition: the task speaks of all orders.
DELETE FROM Orders WHERE order_amount < 10 AND employee_id IS NULL;
