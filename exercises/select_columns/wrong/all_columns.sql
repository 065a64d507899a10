-- This returns all columns of the table, and the task wants two.
-- Write the names of the two columns where the star stands.
SELECT *
FROM Employees;
