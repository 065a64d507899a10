-- Idea: look both names up in little queries.
SELECT
    o.order_id,
    (SELECT c.name FROM Customers AS c WHERE c.id = o.customer_id),
    (SELECT e.name FROM Employees AS e WHERE e.id = o.employee_id)
FROM Orders AS o
WHERE o.order_amount >= 1500 AND o.employee_id IS NOT NULL;
