-- Every employee works somewhere, says this. Do those two columns belong together?
SELECT e.id, e.name, d.name AS department
FROM Employees AS e
JOIN Departments AS d ON d.id = e.id;
