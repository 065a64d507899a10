-- Somebody who earns exactly 4,000 is in your list; the task says “less than”.
-- Look at the sign beside 4000.
SELECT id, name
FROM Employees
WHERE (department_id = 2 OR department_id = 3) AND salary <= 4000;
