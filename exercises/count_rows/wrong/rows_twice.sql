-- Both numbers count all customers: COUNT(*) counts rows, whatever is in them.
-- What has to stand in the brackets so that NULL is not counted?
SELECT COUNT(*) AS customers, COUNT(*) AS with_region
FROM Customers;
