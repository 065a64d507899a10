-- Both numbers count the known regions: COUNT of a column leaves out NULL.
-- What has to stand in the brackets so that each row is counted?
SELECT COUNT(region), COUNT(region)
FROM Customers;
