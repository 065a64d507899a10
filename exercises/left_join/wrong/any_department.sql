-- Whoever has no department is put beside every one of them.
-- Look at the second half of ON: what should happen to who has no partner?
SELECT e.id, e.name, d.name
FROM Employees AS e
LEFT JOIN Departments AS d ON d.id = e.department_id OR e.department_id IS NULL;
