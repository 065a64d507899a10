-- Idea: the older way of writing it, with all conditions in WHERE.
SELECT o.order_id, c.name, e.name
FROM Orders AS o, Customers AS c, Employees AS e
WHERE o.customer_id = c.id AND o.employee_id = e.id AND o.order_amount >= 1500;
