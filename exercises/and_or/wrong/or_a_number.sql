-- Everybody who earns less than 4,000 is here, whatever the department.
-- A number alone, as after OR, counts as true: each comparison needs its column.
SELECT id, name
FROM Employees
WHERE (department_id = 2 OR 3) AND salary < 4000;
