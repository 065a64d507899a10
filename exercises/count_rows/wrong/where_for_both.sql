-- The first number leaves out customers too: WHERE is done before counting, and for both.
-- Is there a way of counting that leaves out NULL by itself?
SELECT COUNT(*), COUNT(*)
FROM Customers
WHERE region IS NOT NULL;
