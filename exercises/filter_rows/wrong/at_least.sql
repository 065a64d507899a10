-- Somebody who earns exactly 5,000 is in your list; the task says “more than”.
-- Look at the sign in WHERE.
SELECT id, name
FROM Employees
WHERE salary >= 5000;
