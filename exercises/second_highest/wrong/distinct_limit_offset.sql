-- If there are no employees, or all salaries are the same, this returns no row; the task asks for one row holding NULL.
-- Look for a way to get a value out of a query that may find nothing.
SELECT DISTINCT salary
FROM Employees
ORDER BY salary DESC
LIMIT 1 OFFSET 1;
