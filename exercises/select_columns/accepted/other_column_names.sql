-- Idea: call the columns something else.
SELECT name AS employee, salary AS pay
FROM Employees;
