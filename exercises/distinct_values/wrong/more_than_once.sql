-- Only amounts that several employees earn are here.
-- Look at HAVING: does the task leave out any amount?
SELECT salary
FROM Employees
WHERE salary IS NOT NULL
GROUP BY salary
HAVING COUNT(*) > 1;
