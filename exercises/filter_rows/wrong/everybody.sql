-- All employees are here: nothing in your query leaves anybody out.
-- The condition stands after FROM and begins with WHERE.
SELECT id, name
FROM Employees;
