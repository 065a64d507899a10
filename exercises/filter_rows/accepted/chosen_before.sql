-- Idea: choose the rows first, the columns afterwards.
SELECT id, name
FROM (SELECT * FROM Employees WHERE salary > 5000) AS well_paid;
