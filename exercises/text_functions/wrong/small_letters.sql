-- The letters are small ones here.
-- Which function makes capitals?
SELECT id, LOWER(name), LENGTH(name)
FROM Employees;
