-- The employees are missing.
-- Another query follows, below this one.
SELECT 'customer', name FROM Customers;
