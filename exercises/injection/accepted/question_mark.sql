-- Idea: the parameter as ?, and a length that changes when the text is taken out.
SELECT id, name
FROM Customers
WHERE length(replace(name, ?, '')) < length(name)
ORDER BY id;
