-- Pairs with different salaries are here.
-- What else must be the same?
SELECT a.id, b.id
FROM Employees AS a
JOIN Employees AS b ON b.department_id = a.department_id
WHERE a.id < b.id;
