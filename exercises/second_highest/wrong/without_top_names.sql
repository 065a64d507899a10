-- Everyone who has the same name as a top earner is left out, also a namesake who earns less.
-- Look at what you compare: leave out the highest salary, not the people called like its holders.
SELECT MAX(salary) AS second_highest
FROM Employees
WHERE name NOT IN (
    SELECT name FROM Employees WHERE salary = (SELECT MAX(salary) FROM Employees)
);
