-- The two numbers stand in two rows; the task wants them side by side, in two columns.
-- Columns of one row are separated by a comma.
SELECT COUNT(*) FROM Customers
UNION ALL
SELECT COUNT(region) FROM Customers;
