-- It reads like the task. Who is in this list, and earns too much?
SELECT id, name
FROM Employees
WHERE department_id = 2 OR department_id = 3 AND salary < 4000;
