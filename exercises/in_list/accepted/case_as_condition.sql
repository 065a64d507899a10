-- Idea: CASE says yes to three of them.
SELECT id, name
FROM Customers
WHERE CASE region WHEN 'North' THEN 1 WHEN 'East' THEN 1 WHEN 'West' THEN 1 ELSE 0 END = 1;
