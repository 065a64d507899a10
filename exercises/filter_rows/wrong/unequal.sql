-- These are all who do not earn exactly 5,000, those who earn less among them.
-- Look at the sign in WHERE.
SELECT id, name
FROM Employees
WHERE salary <> 5000;
