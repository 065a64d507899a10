-- A department has several rows: there is a group for each department and name.
-- What does the task want one row for?
SELECT department_id, COUNT(*)
FROM Employees
GROUP BY department_id, name;
