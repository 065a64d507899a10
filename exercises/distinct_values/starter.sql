-- How often does each amount come here?
SELECT salary
FROM Employees
WHERE salary IS NOT NULL;
