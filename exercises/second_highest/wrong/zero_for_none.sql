-- If there is no second-highest salary this returns 0, which looks like a salary; the task asks for NULL.
-- Look at what you do with the result at the very end.
SELECT COALESCE(MAX(salary), 0) AS second_highest
FROM Employees
WHERE salary < (SELECT MAX(salary) FROM Employees);
