-- Somebody who earns 5,000.50 is missing: salaries have cents.
-- Between 5,000 and 5,001 there are others; which sign needs no 5,001?
SELECT id, name
FROM Employees
WHERE salary >= 5001;
