-- 5400 is near the average of today. Where does the right number come from?
SELECT id, name, salary
FROM Employees
WHERE salary > 5400;
