-- This compares with half of the highest salary, whatever the others earn.
-- Which function takes all of them?
SELECT id, name, salary
FROM Employees
WHERE salary > (SELECT MAX(salary) / 2 FROM Employees);
