-- The two of each pair are from different departments.
-- Look at the first sign after ON.
SELECT a.id, b.id
FROM Employees AS a
JOIN Employees AS b ON b.department_id <> a.department_id AND b.salary = a.salary
WHERE a.id < b.id;
