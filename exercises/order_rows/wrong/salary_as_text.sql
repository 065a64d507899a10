-- 900 comes before 1200 here: as texts they are compared from the left, and 9 comes after 1.
-- Look at the type by which you sort.
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY CAST(salary AS VARCHAR) DESC, name;
