-- Both numbers are the same. Which of them is wrong?
SELECT COUNT(*) AS customers, COUNT(*) AS with_region
FROM Customers;
