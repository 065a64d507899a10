-- The first letter is a capital, and the others are small ones; the task wants all in capitals.
-- Look at what is done to the rest of the name.
SELECT id, UPPER(SUBSTR(name, 1, 1)) || LOWER(SUBSTR(name, 2)), LENGTH(name)
FROM Employees;
