-- One of your three conditions is enough here, so people of other departments are in the list.
-- The task says “and” once.
SELECT id, name
FROM Employees
WHERE department_id = 2 OR department_id = 3 OR salary < 4000;
