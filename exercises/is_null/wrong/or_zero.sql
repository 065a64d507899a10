-- A salary of 0 is agreed, and such an employee is in your list.
-- Look at the second half of your condition.
SELECT id, name
FROM Employees
WHERE salary IS NULL OR salary = 0;
