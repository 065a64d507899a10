-- There is a row without an employee, for each department where nobody works.
-- FULL JOIN keeps both sides: which one does the task want in full?
SELECT e.id, e.name, d.name
FROM Employees AS e
FULL JOIN Departments AS d ON d.id = e.department_id;
