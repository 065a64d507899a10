-- Every employee is put beside every department: nothing says which belong together.
-- A condition is missing.
SELECT e.id, e.name, d.name
FROM Employees AS e, Departments AS d;
