-- These are the employees who have handled an order.
-- Look at the word before the brackets.
SELECT id, name
FROM Employees
WHERE id IN (SELECT employee_id FROM Orders);
