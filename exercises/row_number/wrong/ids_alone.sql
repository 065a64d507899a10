-- The lowest id of a department is here, whatever that employee earns.
-- What comes first in the order?
SELECT department_id, MIN(id)
FROM Employees
WHERE department_id IS NOT NULL AND salary IS NOT NULL
GROUP BY department_id;
