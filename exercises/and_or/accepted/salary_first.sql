-- Idea: the other order, and NOT.
SELECT e.id, e.name
FROM Employees AS e
WHERE NOT e.salary >= 4000 AND (3 = e.department_id OR 2 = e.department_id);
