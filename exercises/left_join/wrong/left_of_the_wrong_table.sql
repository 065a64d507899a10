-- A department where nobody works is here, and employees without a department are not.
-- LEFT JOIN keeps all rows of the table before it: which one is that here?
SELECT e.id, e.name, d.name
FROM Departments AS d
LEFT JOIN Employees AS e ON e.department_id = d.id;
