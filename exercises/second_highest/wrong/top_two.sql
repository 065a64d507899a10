-- This returns the highest salary and the second-highest, in two rows; the task asks for the second alone.
-- Look at how to leave the first one out, and at what remains if there is only one.
SELECT DISTINCT salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY salary DESC
LIMIT 2;
