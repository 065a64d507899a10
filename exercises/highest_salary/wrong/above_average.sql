-- All who earn more than the average are here.
-- Which function gives the highest value?
SELECT id, name
FROM Employees
WHERE salary > (SELECT AVG(salary) FROM Employees);
