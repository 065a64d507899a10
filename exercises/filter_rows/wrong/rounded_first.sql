-- The salary is rounded before it is compared, so 5,000.40 becomes 5,000 and is lost.
-- Compare the salary as it is.
SELECT id, name
FROM Employees
WHERE ROUND(salary) > 5000;
