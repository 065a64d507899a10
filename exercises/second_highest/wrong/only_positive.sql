-- A salary of 0 or less is left out; with 500 and 0 the second-highest is 0, but this returns NULL.
-- Only a NULL takes no part in the ranking: look at what your condition lets through.
SELECT MAX(salary) AS second_highest
FROM Employees
WHERE salary > 0
  AND salary < (SELECT MAX(salary) FROM Employees);
