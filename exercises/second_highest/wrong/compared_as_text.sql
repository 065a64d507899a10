-- As text, 900 is above 1200, because letters are compared from the left and 9 comes after 1.
-- Look at the type in which your salaries are compared.
WITH amounts AS (
    SELECT CAST(salary AS VARCHAR) AS salary FROM Employees
)
SELECT CAST(MAX(salary) AS DECIMAL(10, 2)) AS second_highest
FROM amounts
WHERE salary < (SELECT MAX(salary) FROM amounts);
