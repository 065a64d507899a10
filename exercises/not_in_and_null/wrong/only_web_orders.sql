-- The inner query keeps the NULLs and nothing else.
-- Look at the words before NULL.
SELECT id, name
FROM Employees
WHERE id NOT IN (SELECT employee_id FROM Orders WHERE employee_id IS NULL);
