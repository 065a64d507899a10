-- This is the number of different amounts; the task wants the amounts.
-- Look at the function around the column.
SELECT COUNT(DISTINCT salary)
FROM Employees;
