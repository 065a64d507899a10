-- Idea: a name that changes when hyphens are taken out had one.
SELECT id, name
FROM Customers
WHERE REPLACE(name, '-', '') <> name;
