-- Everybody is here who earns more than the average of any department.
-- Which department's average is meant?
SELECT e.id, e.name
FROM Employees AS e
WHERE EXISTS (SELECT 1 FROM Employees AS o GROUP BY o.department_id HAVING e.salary > AVG(o.salary));
