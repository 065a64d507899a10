-- There is a column too many, and an amount comes as often as before: DISTINCT compares all columns, and no two ids are alike.
-- Which column does the task want?
SELECT DISTINCT id, salary
FROM Employees
WHERE salary IS NOT NULL;
