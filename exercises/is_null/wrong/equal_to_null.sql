-- No rows: nothing is equal to NULL, because NULL means “not known”.
-- Two words ask for it: what stands before NULL instead of the sign?
SELECT id, name
FROM Employees
WHERE salary = NULL;
