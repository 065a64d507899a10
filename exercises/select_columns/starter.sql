-- Lines like this one are for you: the engine skips what follows two hyphens.
-- SELECT says which columns, FROM says of which table. This returns the number of each employee.
-- Which columns does the task want?
SELECT id
FROM Employees;
