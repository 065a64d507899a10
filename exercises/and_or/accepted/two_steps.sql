-- Idea: the departments first, the salaries afterwards.
SELECT id, name
FROM (SELECT * FROM Employees WHERE department_id = 2 OR department_id = 3) AS both_departments
WHERE salary < 4000;
