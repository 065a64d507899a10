-- Everybody is a pair with themselves here, and each pair comes twice.
-- Nothing says that the two are different people.
SELECT a.id, b.id
FROM Employees AS a
JOIN Employees AS b ON b.department_id = a.department_id AND b.salary = a.salary;
