-- Idea: all conditions in ON.
SELECT lower.id, higher.id
FROM Employees AS lower
JOIN Employees AS higher
  ON lower.id < higher.id AND lower.salary = higher.salary AND lower.department_id = higher.department_id
ORDER BY lower.id, higher.id;
