-- This returns ten employees at most, and the task wants every one.
-- Look at LIMIT.
SELECT name, salary
FROM Employees
LIMIT 10;
