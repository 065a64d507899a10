-- Idea: DuckDB's own dialect, FROM first and GROUP BY ALL.
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
LEFT JOIN Orders AS o ON o.employee_id = e.id
SELECT e.id, e.name, d.name, COUNT(o.order_id), IFNULL(AVG(o.order_amount), 0)
GROUP BY ALL;
