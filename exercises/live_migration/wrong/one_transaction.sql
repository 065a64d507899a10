-- The parts are in one transaction, so all of them are locked until the COMMIT at its end.
-- What lets go of the locks between two parts?
CREATE TABLE Regions (
    id   INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE
);
INSERT INTO Regions
SELECT ROW_NUMBER() OVER (ORDER BY region), region
FROM (SELECT DISTINCT region FROM Customers WHERE region IS NOT NULL) AS found;
ALTER TABLE Customers ADD COLUMN region_id INTEGER REFERENCES Regions (id);
BEGIN;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 0;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 1;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 2;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region) WHERE id % 4 = 3;
COMMIT;
