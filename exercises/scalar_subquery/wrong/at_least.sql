-- Somebody who earns exactly the average is here; the task says “more than”.
-- Look at the sign.
SELECT id, name, salary
FROM Employees
WHERE salary >= (SELECT AVG(salary) FROM Employees);
