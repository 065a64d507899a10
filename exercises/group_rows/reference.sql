SELECT department_id, COUNT(*) AS employees
FROM Employees
GROUP BY department_id;
