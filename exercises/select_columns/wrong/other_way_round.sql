-- Both columns are there, the salary first; the task wants the name first.
-- The columns come in the order in which you write them after SELECT.
SELECT salary, name
FROM Employees;
