-- The blanks are not counted here; the task counts them.
-- Look at what you take out before you count.
SELECT id, UPPER(name), LENGTH(REPLACE(name, ' ', ''))
FROM Employees;
