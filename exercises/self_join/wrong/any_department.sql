-- Pairs from different departments are here.
-- What else must be the same?
SELECT a.id, b.id
FROM Employees AS a
JOIN Employees AS b ON b.salary = a.salary
WHERE a.id < b.id;
