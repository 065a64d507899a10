-- INTERSECT keeps names that are in both tables; here one of them is enough.
-- Read the task with the word “or” in mind.
SELECT name FROM Employees
INTERSECT
SELECT name FROM Customers;
