-- Who is in this list, and should not be?
SELECT id, name
FROM Employees
WHERE salary >= 5000;
