-- Idea: not at most 5,000; for NULL this is unknown as well.
SELECT id, name
FROM Employees
WHERE NOT salary <= 5000;
