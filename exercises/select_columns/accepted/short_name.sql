-- Idea: give the table a short name and say whose columns are meant.
SELECT e.name, e.salary
FROM Employees AS e;
