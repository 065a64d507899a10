-- Where there is no department a word of yours stands; the task wants NULL.
-- Look at what you put in its place.
SELECT e.id, e.name, COALESCE(d.name, 'none')
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id;
