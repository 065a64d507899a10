-- The average is rounded before it is compared, so somebody who earns a little more or less is on the wrong side.
-- Look at the function around it.
SELECT id, name, salary
FROM Employees
WHERE salary > (SELECT ROUND(AVG(salary)) FROM Employees);
