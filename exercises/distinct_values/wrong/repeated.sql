-- An amount that two employees earn comes twice.
-- A word straight after SELECT keeps one of rows that are alike.
SELECT salary
FROM Employees
WHERE salary IS NOT NULL;
