-- All employees are here: nothing in your query leaves anybody out.
-- Which condition is meant by “not agreed yet”?
SELECT id, name
FROM Employees;
