-- A salary of 0 is an amount too, and is missing.
-- NULL is what is to be left out: is there a way of asking for it?
SELECT DISTINCT salary
FROM Employees
WHERE salary > 0;
