-- Idea: the column first, then a region at a time; the largest one in two parts.
ALTER TABLE Customers ADD COLUMN region_id INTEGER REFERENCES Regions (id);
CREATE TABLE Regions (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, UNIQUE (name));
INSERT INTO Regions (id, name)
SELECT (SELECT COUNT(DISTINCT o.region) FROM Customers AS o WHERE o.region <= c.region), c.region
FROM Customers AS c
WHERE c.region IS NOT NULL
GROUP BY c.region;
UPDATE Customers SET region_id = r.id FROM Regions AS r WHERE r.name = Customers.region AND r.id = 1;
UPDATE Customers SET region_id = r.id FROM Regions AS r WHERE r.name = Customers.region AND r.id = 2 AND Customers.id % 2 = 0;
UPDATE Customers SET region_id = r.id FROM Regions AS r WHERE r.name = Customers.region AND r.id = 2 AND Customers.id % 2 = 1;
UPDATE Customers SET region_id = r.id FROM Regions AS r WHERE r.name = Customers.region AND r.id = 3;
UPDATE Customers SET region_id = r.id FROM Regions AS r WHERE r.name = Customers.region AND r.id > 3;
