-- No rows: the list holds one text, with commas in it, and no region is called that.
-- Each region stands in quotes of its own.
SELECT id, name
FROM Customers
WHERE region IN ('North, East, West');
