-- Idea: both columns have the same names on both sides.
SELECT a.id, b.id
FROM Employees AS a
JOIN Employees AS b USING (department_id, salary)
WHERE NOT a.id >= b.id;
