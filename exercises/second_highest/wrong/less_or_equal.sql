-- This returns the highest salary: it, too, is at most as high as the highest.
-- Look at the comparison in WHERE and ask which salaries must not pass it.
SELECT MAX(salary) AS second_highest
FROM Employees
WHERE salary <= (SELECT MAX(salary) FROM Employees);
