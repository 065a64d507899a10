SELECT id, name
FROM Employees
WHERE id NOT IN (SELECT employee_id FROM Orders WHERE employee_id IS NOT NULL);
