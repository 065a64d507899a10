-- A salary of 0 is agreed, and such an employee is in your list.
-- COALESCE makes 0 of NULL, and afterwards nobody can tell the two apart.
SELECT id, name
FROM Employees
WHERE COALESCE(salary, 0) = 0;
