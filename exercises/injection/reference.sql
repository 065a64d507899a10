SELECT id, name
FROM Customers
WHERE instr(name, $name) > 0
ORDER BY id;
