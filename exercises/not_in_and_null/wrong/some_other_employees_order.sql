-- An employee is here as soon as any order is somebody else's.
-- Look at the sign after ON.
SELECT DISTINCT e.id, e.name
FROM Employees AS e
JOIN Orders AS o ON o.employee_id <> e.id;
