-- This is the highest id and the last name in the alphabet, each by itself; they need not belong to anybody who earns most.
-- Which rows are wanted? Say it in WHERE.
SELECT MAX(id), MAX(name)
FROM Employees;
