-- A salary that is NULL is taken for 0 here. With one salary of 500 and one NULL this returns 0, where the task asks for NULL.
-- Look at what you put in the place of a salary that is not agreed yet.
WITH amounts AS (
    SELECT COALESCE(salary, 0) AS salary FROM Employees
)
SELECT MAX(salary) AS second_highest
FROM amounts
WHERE salary < (SELECT MAX(salary) FROM amounts);
