-- The number in your condition is 500, so nearly everybody is here.
-- Count the zeros.
SELECT id, name
FROM Employees
WHERE salary > 500;
