-- This compares with the middle between the lowest and the highest, whatever the others earn.
-- Which function takes all of them?
SELECT id, name, salary
FROM Employees
WHERE salary > (SELECT (MIN(salary) + MAX(salary)) / 2 FROM Employees);
