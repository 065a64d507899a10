-- Idea: the older way of writing it, with all conditions in WHERE.
SELECT a.id, b.id
FROM Employees AS a, Employees AS b
WHERE a.department_id = b.department_id AND a.salary = b.salary AND b.id > a.id;
