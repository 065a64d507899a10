-- Salaries that happen to be equal are counted once in the sum.
-- Look at the word in its brackets.
SELECT SUM(DISTINCT salary), AVG(salary), MIN(salary), MAX(salary)
FROM Employees;
