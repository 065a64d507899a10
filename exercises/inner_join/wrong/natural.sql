-- NATURAL JOIN compares all columns that have the same name, here id and name; hardly an employee is called like a department.
-- Say yourself which columns belong together.
SELECT id, name, name AS department
FROM Employees
NATURAL JOIN Departments;
