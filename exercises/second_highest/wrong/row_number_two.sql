-- If two people share the highest salary, one of them is number 2 and this returns the highest salary again; and if only one person has a salary, there is no row.
-- Look at what you number, people or amounts, and at what is left when nothing is number 2.
WITH numbered AS (
    SELECT salary, ROW_NUMBER() OVER (ORDER BY salary DESC) AS place
    FROM Employees
    WHERE salary IS NOT NULL
)
SELECT salary AS second_highest FROM numbered WHERE place = 2;
