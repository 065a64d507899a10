-- Idea: the departments that occur, and a little query for each.
SELECT
    d.department_id,
    (SELECT COUNT(*) FROM Employees AS e WHERE e.department_id IS NOT DISTINCT FROM d.department_id)
FROM (SELECT DISTINCT department_id FROM Employees) AS d;
