-- Idea: both ways round, put in order, and then one of each.
SELECT DISTINCT
    CASE WHEN a.id < b.id THEN a.id ELSE b.id END,
    CASE WHEN a.id < b.id THEN b.id ELSE a.id END
FROM Employees AS a
JOIN Employees AS b ON b.department_id = a.department_id AND b.salary = a.salary AND b.id <> a.id;
