-- Idea: the other way round; times still comes first.
SELECT id, name, 500 + 12 * salary
FROM Employees;
