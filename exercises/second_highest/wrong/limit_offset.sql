-- If two people share the highest salary, this returns that salary again; and if there is only one person, it returns no row at all.
-- Skipping one row skips a person, not an amount. Look at what a "second" row is here, and at what remains when there is none.
SELECT salary
FROM Employees
ORDER BY salary DESC
LIMIT 1 OFFSET 1;
