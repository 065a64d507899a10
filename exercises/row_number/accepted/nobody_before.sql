-- Idea: nobody in the department comes before.
SELECT e.department_id, e.id
FROM Employees AS e
WHERE e.department_id IS NOT NULL
  AND e.salary IS NOT NULL
  AND NOT EXISTS (
      SELECT 1
      FROM Employees AS o
      WHERE o.department_id = e.department_id
        AND (o.salary > e.salary OR o.salary = e.salary AND o.id < e.id)
  );
