-- One order alone remains of those that one employee handled for one customer.
-- Look at GROUP BY: does the task ask for one row of each pair?
SELECT MIN(o.order_id), c.name, e.name
FROM Orders AS o
JOIN Customers AS c ON c.id = o.customer_id
JOIN Employees AS e ON e.id = o.employee_id
WHERE o.order_amount >= 1500
GROUP BY c.name, e.name;
