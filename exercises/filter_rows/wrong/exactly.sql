-- These are the employees who earn exactly 5,000.
-- Look at the sign in WHERE.
SELECT id, name
FROM Employees
WHERE salary = 5000;
