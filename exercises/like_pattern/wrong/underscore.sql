-- Names without a hyphen are here: the underscore stands for any one character.
-- Look at the sign in the middle of your pattern.
SELECT id, name
FROM Customers
WHERE name LIKE '%_%';
