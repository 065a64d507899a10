-- Each half has no copies of its own, but a name that an employee and a customer share still comes twice.
-- Where must “each name once” be said, so that it holds for the whole list?
SELECT DISTINCT name FROM Employees
UNION ALL
SELECT DISTINCT name FROM Customers;
