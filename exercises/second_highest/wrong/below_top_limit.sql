-- If nobody earns less than the highest salary, this returns no row; the task asks for one row holding NULL.
-- Sorting and taking the first row gives nothing when there is nothing. Look for what always gives one row.
SELECT salary
FROM Employees
WHERE salary < (SELECT MAX(salary) FROM Employees)
ORDER BY salary DESC
LIMIT 1;
