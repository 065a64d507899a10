-- Idea: find the employees in a query.
UPDATE Employees
SET salary = 100 + salary
WHERE id IN (SELECT e.id FROM Employees AS e WHERE e.department_id = 2);
