SELECT COUNT(*) AS customers, COUNT(region) AS with_region
FROM Customers;
