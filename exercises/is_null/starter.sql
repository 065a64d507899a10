-- It runs, and finds nobody. Is anything ever equal to NULL?
SELECT id, name
FROM Employees
WHERE salary = NULL;
