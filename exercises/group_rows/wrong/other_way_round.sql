-- The number stands in the first column, the department in the second.
-- The columns come in the order in which you write them.
SELECT COUNT(*), department_id
FROM Employees
GROUP BY department_id;
