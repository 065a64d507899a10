-- Idea: all employees first, and then without those who found no partner.
SELECT e.id, e.name, d.name
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id
WHERE d.id IS NOT NULL;
