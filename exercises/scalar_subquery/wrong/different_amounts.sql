-- Salaries that happen to be equal are counted once in this average.
-- Look at the word in its brackets.
SELECT id, name, salary
FROM Employees
WHERE salary > (SELECT AVG(DISTINCT salary) FROM Employees);
