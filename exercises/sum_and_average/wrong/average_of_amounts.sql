-- In the average, salaries that happen to be equal are counted once.
-- Look at the word in its brackets.
SELECT SUM(salary), AVG(DISTINCT salary), MIN(salary), MAX(salary)
FROM Employees;
