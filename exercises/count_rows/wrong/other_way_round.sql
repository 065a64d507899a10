-- The known regions stand first here, all customers second.
-- The columns come in the order in which you write them.
SELECT COUNT(region), COUNT(*)
FROM Customers;
