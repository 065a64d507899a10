-- Everybody who earns less than 4,000 is here: after OR stands the 3 alone, and a number other than 0 counts as true.
-- A condition needs both sides again: which column is 3?
SELECT id, name
FROM Employees
WHERE (department_id = 2 OR 3) AND salary < 4000;
