-- If two share the highest salary, one of them is missing, and chance decides who.
-- LIMIT takes so many rows. Find the amount first: who earns just that?
SELECT id, name
FROM Employees
ORDER BY salary DESC
LIMIT 1;
