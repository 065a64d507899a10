-- Idea: one row per amount by GROUP BY, then simple numbering is enough.
WITH amounts AS (
    SELECT salary, ROW_NUMBER() OVER (ORDER BY salary DESC) AS place
    FROM Employees
    WHERE salary IS NOT NULL
    GROUP BY salary
)
SELECT (SELECT salary FROM amounts WHERE place = 2) AS second_highest;
