-- This is the highest salary; the task wants to know who earns it.
-- Put it in brackets, and ask for the employees who earn just that.
SELECT MAX(salary)
FROM Employees;
