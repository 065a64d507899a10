-- These are the twelve salaries; the bonus of 500 is missing.
-- Read the task once more: what comes on top?
SELECT id, name, salary * 12
FROM Employees;
