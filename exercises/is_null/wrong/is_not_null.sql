-- These are the employees whose salary is agreed.
-- Look at the words before NULL.
SELECT id, name
FROM Employees
WHERE salary IS NOT NULL;
