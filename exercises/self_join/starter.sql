-- How often does each pair come?
SELECT a.id, b.id
FROM Employees AS a
JOIN Employees AS b ON b.department_id = a.department_id AND b.salary = a.salary
WHERE a.id <> b.id;
