-- No rows, as soon as one order has no employee: with a NULL in the list, NOT IN is never true.
-- Leave NULL out of the inner query.
SELECT id, name
FROM Employees
WHERE id NOT IN (SELECT employee_id FROM Orders);
