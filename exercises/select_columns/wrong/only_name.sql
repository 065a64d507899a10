-- The names are there; the second column, the salary, is missing.
-- After SELECT, several columns stand with a comma between them.
SELECT name
FROM Employees;
