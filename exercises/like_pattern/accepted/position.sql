-- Idea: the place of the hyphen; 0 means that there is none.
SELECT id, name
FROM Customers
WHERE INSTR(name, '-') > 0;
