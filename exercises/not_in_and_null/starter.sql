-- It reads like the task, and finds nobody, though there is somebody. Why?
SELECT id, name
FROM Employees
WHERE id NOT IN (SELECT employee_id FROM Orders);
