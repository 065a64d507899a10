-- The number in your condition is right for no company but today's, if for that.
-- A query in brackets can find it: which one returns the average?
SELECT id, name, salary
FROM Employees
WHERE salary > 5400;
