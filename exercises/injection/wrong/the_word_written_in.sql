-- This searches for one word, whatever was typed in.
-- Where does the text come in?
SELECT id, name
FROM Customers
WHERE contains(name, 'and')
ORDER BY id;
