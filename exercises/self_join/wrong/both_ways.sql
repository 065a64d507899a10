-- Each pair comes twice, once the other way round.
-- Look at the sign between the two ids: which one keeps the lower id first?
SELECT a.id, b.id
FROM Employees AS a
JOIN Employees AS b ON b.department_id = a.department_id AND b.salary = a.salary
WHERE a.id <> b.id;
