-- These are the first ten employees, numbered; with fewer employees there are fewer rows, and the number is not the id.
-- The numbers must come from somewhere else.
SELECT ROW_NUMBER() OVER (ORDER BY id) AS n, name
FROM Employees
ORDER BY id
LIMIT 10;
