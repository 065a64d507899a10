-- No rows: a comparison with NULL is never true, whichever sign it has.
-- Two words ask for it: what stands before NULL instead of the sign?
SELECT id, name
FROM Employees
WHERE salary <> NULL;
