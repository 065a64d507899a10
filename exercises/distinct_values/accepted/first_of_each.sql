-- Idea: keep an amount where no employee with a lower id has it.
SELECT e.salary
FROM Employees AS e
WHERE e.salary IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM Employees AS o WHERE o.salary = e.salary AND o.id < e.id);
