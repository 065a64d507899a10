-- Idea: take everything, then two columns of that.
SELECT name, salary
FROM (SELECT * FROM Employees) AS everyone;
