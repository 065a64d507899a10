-- Idea: choose rows and columns first, sort at the very end.
WITH known AS (
    SELECT id, name, salary FROM Employees WHERE salary IS NOT NULL
)
SELECT * FROM known
ORDER BY salary DESC, name;
