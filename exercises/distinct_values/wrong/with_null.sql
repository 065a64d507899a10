-- There is a row with NULL, and NULL is no amount: DISTINCT keeps one of them.
-- Leave those rows out with a condition.
SELECT DISTINCT salary
FROM Employees;
