-- This finds who is second inside each department and returns the best of them; the company's second-highest may be the first of its own department.
-- Look at what your ranking is split by.
SELECT MAX(salary) AS second_highest
FROM (
    SELECT salary, DENSE_RANK() OVER (PARTITION BY department_id ORDER BY salary DESC) AS place
    FROM Employees
    WHERE salary IS NOT NULL
) AS ranked
WHERE place = 2;
