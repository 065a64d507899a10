-- Idea: two queries with names, then a join of them.
WITH one AS (
    SELECT id, department_id, salary FROM Employees
), other AS (
    SELECT id, department_id, salary FROM Employees
)
SELECT one.id, other.id
FROM one
JOIN other ON other.department_id = one.department_id AND other.salary = one.salary AND other.id > one.id;
