-- Whoever searches for % is shown all customers, and S_ns finds Sons: in a pattern these signs stand for other characters.
-- Take that meaning from them, or ask in a way that knows no patterns.
SELECT id, name
FROM Customers
WHERE name LIKE '%' || $name || '%'
ORDER BY id;
