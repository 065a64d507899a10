-- Names that are there twice come twice: UNION ALL keeps every copy.
-- Look at the word between the two queries.
SELECT name FROM Employees
UNION ALL
SELECT name FROM Customers;
