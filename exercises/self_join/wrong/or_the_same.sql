-- Everybody is a pair with themselves here.
-- Look at the sign between the two ids.
SELECT a.id, b.id
FROM Employees AS a
JOIN Employees AS b ON b.department_id = a.department_id AND b.salary = a.salary
WHERE a.id <= b.id;
