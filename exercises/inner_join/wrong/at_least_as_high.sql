-- An employee is put beside the own department and all with a higher number.
-- Look at the sign after ON.
SELECT e.id, e.name, d.name
FROM Employees AS e
JOIN Departments AS d ON d.id >= e.department_id;
