-- The inner query still returns NULL, and so nobody is found: an id is never NULL, what follows OR changes nothing.
-- Where does the NULL come from?
SELECT id, name
FROM Employees
WHERE id NOT IN (SELECT employee_id FROM Orders) OR id IS NULL;
