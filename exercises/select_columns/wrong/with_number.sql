-- There is a column too many: the number of the employee.
-- The task names two columns; which of your three is not among them?
SELECT id, name, salary
FROM Employees;
