-- Two employees of one name are counted once.
-- Look at the word in the brackets.
SELECT department_id, COUNT(DISTINCT name)
FROM Employees
GROUP BY department_id;
