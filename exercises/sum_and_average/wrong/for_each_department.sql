-- There is a row for each department; the task wants one row in all.
-- Look at the last line.
SELECT SUM(salary), AVG(salary), MIN(salary), MAX(salary)
FROM Employees
GROUP BY department_id;
