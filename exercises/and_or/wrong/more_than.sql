-- These are the ones who earn more than 4,000.
-- Which way does the sign in WHERE open?
SELECT id, name
FROM Employees
WHERE (department_id = 2 OR department_id = 3) AND salary > 4000;
