-- Employees whose salary is NULL are in your list; nobody knows whether they earn more than 5,000.
-- Look at the second half of your condition.
SELECT id, name
FROM Employees
WHERE salary > 5000 OR salary IS NULL;
